"""Addresses of this part, under ``/registrations/checkin/``."""

from django.urls import URLPattern

app_name = "checkin"
urlpatterns: list[URLPattern] = []
