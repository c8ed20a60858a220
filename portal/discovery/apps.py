"""Application of the room."""

from datetime import timedelta

from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import gettext_lazy as _

QUARTER_OF_AN_HOUR = 15 * 60


class DiscoveryConfig(AppConfig):
    """Search that learns: words, promotions, queries, saved searches."""

    name = "portal.discovery"
    verbose_name = _("検索の改善")

    def ready(self) -> None:
        """Fill the registries of search and of the rooms further right."""
        # Models are ready only now.
        from portal.accounts import mypage  # noqa: PLC0415
        from portal.delivery import handlers, periodic  # noqa: PLC0415
        from portal.privacy import retention, subject_data  # noqa: PLC0415
        from search import observers, promotions, slots, suggesting, vocabulary  # noqa: PLC0415

        from . import own_data, panels  # noqa: PLC0415
        from . import slots as own_slots  # noqa: PLC0415
        from .services import (  # noqa: PLC0415
            alerts,
            asking,
            entries,
            popular,
            promoting,
            reindexing,
        )

        vocabulary.register(entries.AddedLines())
        handlers.register(reindexing.TOPIC, reindexing.carry_out)
        promotions.register(promoting.named)
        observers.register_answered(asking.answered)
        observers.register_opened(asking.opened)
        asking.connect()
        suggesting.register_popular(popular.queries)
        slots.register("below", "discovery.save", own_slots.save_this_search)
        mypage.register(panels.SEARCHES)
        periodic.register("discovery.alerts", QUARTER_OF_AN_HOUR, alerts.send_due)
        subject_data.register("saved_searches", export=own_data.export, erase=own_data.erase)
        retention.register(
            "asked_queries",
            timedelta(days=settings.SEARCH_LOG_DAYS),
            asking.purge,
            words=_("検索された言葉の回数（個人に結びつかないもの）: 180日"),
        )
        retention.register(
            "saved_searches",
            timedelta(days=730),
            own_data.purge,
            words=_("保存した検索: 最後に使ってから2年"),
        )
