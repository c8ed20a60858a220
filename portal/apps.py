"""The shell around the rooms: layout, components, middleware."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Base templates, components and static files."""

    name = "portal"
