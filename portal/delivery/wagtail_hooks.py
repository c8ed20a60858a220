"""What this room adds to the Wagtail admin."""

from django.urls import URLPattern, path
from wagtail import hooks

from . import views
from .viewsets import OutboxViewSet


@hooks.register("register_admin_viewset")
def outbox() -> OutboxViewSet:
    """The outbox, to be read."""
    return OutboxViewSet()


@hooks.register("register_admin_urls")
def urls() -> list[URLPattern]:
    """The one thing that staff may do with it."""
    return [path("outbox/requeue/", views.requeue, name="delivery_requeue")]
