"""What this room adds to the Wagtail admin."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from . import letter_views, views
from .viewsets import OutboxViewSet


@hooks.register("register_admin_viewset")
def outbox() -> OutboxViewSet:
    """The outbox, to be read."""
    return OutboxViewSet()


@hooks.register("register_admin_urls")
def urls() -> list[URLPattern]:
    """What staff may do with the outbox, and the letters."""
    return [
        path("outbox/requeue/", views.requeue, name="delivery_requeue"),
        path("letters/", letter_views.index, name="delivery_letters"),
        path("letters/<slug:code>/<str:language>/", letter_views.edit, name="delivery_letter"),
    ]


class LettersMenuItem(MenuItem):
    """Shown to whoever may reword a letter."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether there is one."""
        return bool(letter_views.letters_for(request.user))


@hooks.register("register_admin_menu_item")
def letters_menu() -> Any:
    """One entry that opens the list of letters."""
    return LettersMenuItem(
        _("メールの文面"),
        reverse_lazy("delivery_letters"),
        name="letters",
        icon_name="mail",
        order=320,
    )
