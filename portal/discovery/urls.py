"""Addresses of the room."""

from django.urls import path

from .views import saved

app_name = "discovery"
urlpatterns = [
    path("", saved.index, name="searches"),
    path("save/", saved.save, name="save"),
    path("<int:pk>/", saved.edit, name="edit"),
    path("<int:pk>/act/", saved.act, name="act"),
    path("stop/<str:token>/", saved.stop, name="stop"),
]
