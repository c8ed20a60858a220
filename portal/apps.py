"""The shell around the rooms: layout, components, middleware."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Base templates, components and static files."""

    name = "portal"

    def ready(self) -> None:
        """Watch for changes of what the public sees."""
        from . import page_changes  # noqa: PLC0415 (models are ready only now)

        page_changes.connect()
