"""After the event in the Wagtail admin."""

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
def after_addresses() -> list[URLPattern | URLResolver]:
    """Certificates, materials and reports at /admin/events/after/."""
    return [path("events/after/", include(admin_urls))]


class AfterMenuItem(MenuItem):
    """Shown to whoever runs an event."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the person at hand does."""
        return permissions.has_any_duty(request.user, Duty.OWNER)


@hooks.register("register_admin_menu_item")
def after_menu() -> Any:
    """One entry that opens the list of sessions."""
    return AfterMenuItem(
        _("開催のあと"),
        reverse_lazy("certificates_desk:index"),
        name="after-event",
        icon_name="clipboard-list",
        order=310,
    )
