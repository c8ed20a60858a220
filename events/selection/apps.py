"""Application of this part of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SelectionConfig(AppConfig):
    """Who gets the places when there are more applications: lottery and selection."""

    name = "events.selection"
    label = "selection"
    verbose_name = _("選考と抽選")
