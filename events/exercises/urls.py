"""Addresses of this part, under ``/registrations/exercises/``."""

from django.urls import URLPattern

app_name = "exercises"
urlpatterns: list[URLPattern] = []
