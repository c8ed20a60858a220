"""The Wagtail admin in the colours of the portal, with what staff need and no more."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.documents.permissions import permission_policy as documents

from .admin import reading
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


@hooks.register("register_account_menu_item")
def own_profile(request: HttpRequest) -> dict[str, Any]:
    """Where the name and the language of mails are corrected, as for everybody."""
    return {
        "url": reverse("accounts:profile"),
        "label": _("氏名、電話、メールの言語"),
        "help_text": _("サイトのマイページで直します。"),
    }


class ReadingMenuItem(MenuItem):
    """For those who look after documents."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this user may do anything with documents."""
        return bool(documents.user_has_any_permission(request.user, ("add", "change")))


@hooks.register("register_reports_menu_item")
def reading_menu() -> ReadingMenuItem:
    """The report on what was read of files."""
    return ReadingMenuItem(
        _("添付ファイルの読み取り"),
        reverse("attachment_reading"),
        name="attachment-reading",
        icon_name="doc-full-inverse",
        order=1100,
    )


@hooks.register("register_admin_urls")
def reading_pages() -> list[URLPattern]:
    """Addresses of the report."""
    return reading.urls()
