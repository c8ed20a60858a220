"""Application of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContentConfig(AppConfig):
    """Wagtail pages and blocks."""

    name = "portal.content"
    verbose_name = _("コンテンツ")
