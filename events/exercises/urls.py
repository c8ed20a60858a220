"""Addresses of this part, under ``/registrations/exercises/``."""

from django.urls import path

from .views import public

app_name = "exercises"
urlpatterns = [
    path("", public.form, name="form"),
    path("state/<str:token>/", public.state, name="state"),
]
