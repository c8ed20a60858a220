"""Application of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DiscoveryConfig(AppConfig):
    """Search that learns: words, promotions, queries, saved searches."""

    name = "portal.discovery"
    verbose_name = _("検索の改善")

    def ready(self) -> None:
        """Fill the registries of search and of the rooms further right."""
        # Models are ready only now.
        from search import vocabulary  # noqa: PLC0415

        from .services import entries  # noqa: PLC0415

        vocabulary.register(entries.AddedLines())
