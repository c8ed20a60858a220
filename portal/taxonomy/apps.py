"""Application of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TaxonomyConfig(AppConfig):
    """The words everything is tagged with."""

    name = "portal.taxonomy"
    verbose_name = _("分類")
