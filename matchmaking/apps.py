"""Application of the room."""

from datetime import date, timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MatchmakingConfig(AppConfig):
    """Needs, seeds, proposals, introductions."""

    name = "matchmaking"
    verbose_name = _("相談とマッチング")

    def ready(self) -> None:
        """Tell search, my page and the demonstration what this room has."""
        from portal.accounts import demo as demonstration  # noqa: PLC0415 - models are ready now
        from portal.accounts import mypage  # noqa: PLC0415
        from portal.content import related_sections, staff_home  # noqa: PLC0415
        from portal.delivery import periodic  # noqa: PLC0415
        from portal.privacy import notices, purposes, retention, subject_data  # noqa: PLC0415
        from search import sources, viewers  # noqa: PLC0415

        from . import (  # noqa: PLC0415
            demo,
            later,
            own_data,
            panels,
            permissions,
            reminders,
            searchable,
            sections,
            waiting,
        )
        from .meetings import own_data as meetings  # noqa: PLC0415

        sources.register(searchable.SeedSource())
        sources.register(searchable.NeedSource())
        viewers.register(permissions.scopes)
        mypage.register(panels.NEEDS)
        mypage.register(panels.PROVIDER)
        notices.register(
            notices.Notice(
                code="matching",
                version="2026-11",
                title=_("相談とマッチングでの個人情報の取扱い"),
                effective_from=date(2026, 11, 1),
            )
        )
        purposes.register("matchmaking.disclosure", _("紹介の相手への連絡先の提供"))
        subject_data.register("matchmaking", export=own_data.export, erase=own_data.erase)
        retention.register(
            "matchmaking",
            timedelta(days=730),
            own_data.purge,
            words=_("困りごと・支援・紹介の記録: 終了または期限切れから2年"),
        )
        subject_data.register("matchmaking.meetings", export=meetings.export, erase=meetings.erase)
        retention.register(
            "matchmaking.meetings",
            timedelta(days=730),
            meetings.purge,
            words=_("個別相談会の参加と時間割の記録: 開催日から2年"),
        )
        periodic.register("matchmaking.reminders", 24 * 3600, reminders.send_due)
        periodic.register("matchmaking.week", 24 * 3600, later.loaded("weekly.night.run"))
        periodic.register("matchmaking.learning", 24 * 3600, later.loaded("learning.night.run"))
        staff_home.register("matchmaking", waiting.look)
        demonstration.register("matchmaking", demo.load)
        related_sections.register("community.numbers", "matchmaking", sections.numbers)
