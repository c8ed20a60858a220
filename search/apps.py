"""Application of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """Search: a leaf that knows no other room."""

    name = "search"
    verbose_name = _("検索")
