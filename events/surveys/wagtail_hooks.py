"""Surveys in the Wagtail admin."""

from django.urls import URLPattern, URLResolver, include, path
from wagtail import hooks

from . import admin_urls


@hooks.register("register_admin_urls")
def survey_addresses() -> list[URLPattern | URLResolver]:
    """Building and reading surveys at /admin/events/surveys/."""
    return [path("events/surveys/", include(admin_urls))]
