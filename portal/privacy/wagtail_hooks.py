"""What this room adds to the Wagtail admin."""

from wagtail import hooks

from .viewsets import RecordsGroup


@hooks.register("register_admin_viewset")
def records() -> RecordsGroup:
    """Audit log, consents, erasures and purges, to be read."""
    return RecordsGroup()
