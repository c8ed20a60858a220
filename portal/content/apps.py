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
        from portal.assessment import reading  # noqa: PLC0415
        from portal.delivery import handlers, periodic  # noqa: PLC0415
        from search import sources  # noqa: PLC0415

        from . import reviews, searchable, searchable_files, staff_home  # noqa: PLC0415
        from .checks import check_search_declarations  # noqa: PLC0415
        from .selectors import guides, moderation, searching  # noqa: PLC0415
        from .services import attachments, publishing  # noqa: PLC0415

        sources.register(searchable.ContentSource())
        searchable.connect()
        sources.register(searchable_files.FileSource())
        searchable_files.connect()
        handlers.register(attachments.TOPIC, attachments.consume)
        reading.register(guides.by_slug)
        reviews.connect()
        periodic.register("publish_scheduled", 60, publishing.publish_scheduled)
        staff_home.register("moderation", moderation.waiting)
        staff_home.register("discovery", searching.waiting)
        checks.register(check_search_declarations, "portal")
