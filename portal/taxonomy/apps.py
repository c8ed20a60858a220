"""Application of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TaxonomyConfig(AppConfig):
    """The words everything is tagged with."""

    name = "portal.taxonomy"
    verbose_name = _("分類")

    def ready(self) -> None:
        """Name the facets of search."""
        from . import searchable  # noqa: PLC0415 - models are loaded only now

        searchable.register()
