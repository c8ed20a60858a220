"""Addresses of this part, under ``/registrations/selection/``."""

from django.urls import URLPattern

app_name = "selection"
urlpatterns: list[URLPattern] = []
