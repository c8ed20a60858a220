"""The coordinator's desk in the Wagtail admin."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from . import desk_urls, permissions


@hooks.register("register_admin_urls")
def desk_addresses() -> list[URLPattern | URLResolver]:
    """The desk at /admin/matching/."""
    return [path("matching/", include(desk_urls))]


class DeskMenuItem(MenuItem):
    """Shown to coordinators."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the person at hand is one."""
        return permissions.is_coordinator(request.user)


@hooks.register("register_admin_menu_item")
def desk_menu() -> Any:
    """One entry that opens the worklist."""
    return DeskMenuItem(
        _("マッチング"),
        reverse_lazy("matchmaking_desk:worklist"),
        name="matching",
        icon_name="link",
        order=350,
    )
