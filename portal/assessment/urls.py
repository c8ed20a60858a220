"""Addresses of the room."""

from django.urls import path

from . import views

app_name = "assessment"
urlpatterns = [
    path("", views.check, name="check"),
    path("result/", views.result, name="result"),
    path("result/pdf/", views.result_pdf, name="result_pdf"),
    path("keep/", views.keep, name="keep"),
    path("again/", views.again, name="again"),
    path("results/<int:pk>/", views.kept, name="kept"),
    path("results/<int:pk>/pdf/", views.kept_pdf, name="kept_pdf"),
    path("results/<int:pk>/remove/", views.remove, name="remove"),
]
