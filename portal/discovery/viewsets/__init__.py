"""Search in the Wagtail admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.model import ModelViewSetGroup

from .entries import EntryViewSet

__all__ = ["SearchGroup"]


class SearchGroup(ModelViewSetGroup):
    """One entry of the main menu."""

    menu_label = _("検索")
    menu_icon = "search"
    menu_order = 310
    items = (EntryViewSet,)
