"""Search in the Wagtail admin."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.model import ModelViewSetGroup

from portal.discovery import permissions

from .entries import EntryViewSet
from .promotions import PromotionViewSet

__all__ = ["SearchGroup"]


class ReportMenuItem(MenuItem):
    """Shown to whoever cares for search."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the person at hand does."""
        return permissions.runs_search(request.user)


class SearchGroup(ModelViewSetGroup):
    """One entry of the main menu: the report first, then what can be done about it."""

    menu_label = _("検索の改善")
    menu_name = "search-desk"
    menu_icon = "search"
    menu_order = 310
    items = (EntryViewSet, PromotionViewSet)

    def get_submenu_items(self) -> list[Any]:
        """The report is no list of rows, but stands with them."""
        report = ReportMenuItem(
            _("検索の報告"),
            reverse_lazy("discovery_report"),
            name="search-report",
            icon_name="list-ul",
            order=0,
        )
        return [report, *super().get_submenu_items()]
