"""Application of the room."""

from django.apps import AppConfig
from django.core import checks
from django.utils.translation import gettext_lazy as _


class ContentConfig(AppConfig):
    """Wagtail pages and blocks."""

    name = "portal.content"
    verbose_name = _("コンテンツ")

    def ready(self) -> None:
        """Make pages searchable, publish on time, check declarations."""
        # Models are ready only now.
        from portal.delivery import periodic  # noqa: PLC0415
        from search import sources  # noqa: PLC0415

        from . import reviews, searchable, staff_home  # noqa: PLC0415
        from .checks import check_search_declarations  # noqa: PLC0415
        from .selectors import moderation, searching  # noqa: PLC0415
        from .services import publishing  # noqa: PLC0415

        sources.register(searchable.ContentSource())
        searchable.connect()
        reviews.connect()
        periodic.register("publish_scheduled", 60, publishing.publish_scheduled)
        staff_home.register("moderation", moderation.waiting)
        staff_home.register("discovery", searching.waiting)
        checks.register(check_search_declarations, "portal")
