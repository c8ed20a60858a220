"""The Wagtail admin in the colours of the portal, with what staff need and no more."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from wagtail import hooks

from .admin.panels import WaitingPanel

# Menu entries for which the portal has no use.
UNUSED_MENU = frozenset({"help"})
UNUSED_SETTINGS = frozenset({"sites", "locales", "collections"})
UNUSED_PANELS = frozenset({"whats_new_in_wagtail"})


@hooks.register("insert_global_admin_css")
def admin_colours() -> SafeString:
    """The portal's font and colours, and the styles of our panels."""
    return format_html_join(
        "",
        '<link rel="stylesheet" href="{}">',
        ((static(name),) for name in ("portal/fonts.css", "portal/admin/admin.css")),
    )


@hooks.register("construct_main_menu")
def trim_menu(request: HttpRequest, items: list[Any]) -> None:
    """Leave out what is of no use here."""
    items[:] = [item for item in items if item.name not in UNUSED_MENU]


@hooks.register("construct_settings_menu")
def trim_settings(request: HttpRequest, items: list[Any]) -> None:
    """Sites, languages and collections are set by deployment, not by hand."""
    if not request.user.is_superuser:
        items[:] = [item for item in items if item.name not in UNUSED_SETTINGS]


@hooks.register("construct_homepage_panels")
def staff_home(request: HttpRequest, panels: list[Any]) -> None:
    """First of all, what waits for a decision."""
    panels[:] = [panel for panel in panels if getattr(panel, "name", "") not in UNUSED_PANELS]
    panels.append(WaitingPanel())
