"""Choosing and telling in the Wagtail admin."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from events import permissions
from events.enums import Duty

from . import admin_urls


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern | URLResolver]:
    """The pages at /admin/events/selection/."""
    return [path("events/selection/", include(admin_urls))]


class ChoosingMenuItem(MenuItem):
    """Shown to whoever selects for some event."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the person at hand does."""
        return permissions.has_any_duty(request.user, Duty.SELECTOR)


@hooks.register("register_admin_menu_item")
def choosing_menu() -> Any:
    """One entry that opens the list of what is to be chosen."""
    return ChoosingMenuItem(
        _("抽選・選考"),
        reverse_lazy("events_selection:index"),
        name="events-selection",
        icon_name="list-ol",
        order=310,
    )
