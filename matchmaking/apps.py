"""Application of the room."""

from datetime import date, timedelta

from django.apps import AppConfig
from django.db.models.signals import post_delete
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
        from portal.privacy import (  # noqa: PLC0415
            notices,
            purposes,
            retention,
            subject_data,
            withdrawals,
        )
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
        from .disclosure import departures  # noqa: PLC0415
        from .meetings import own_data as meetings  # noqa: PLC0415
        from .models import InboundMail, ThreadFile  # noqa: PLC0415
        from .outcomes import own_data as outcomes  # noqa: PLC0415
        from .outcomes import pages as story_pages  # noqa: PLC0415
        from .posting import registering as posting  # noqa: PLC0415
        from .thread import files as thread_files  # noqa: PLC0415
        from .thread import own_data as thread  # noqa: PLC0415

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
        subject_data.register("matchmaking.thread", export=thread.export, erase=thread.erase)
        retention.register(
            "matchmaking.thread",
            timedelta(days=730),
            thread.purge,
            words=_("紹介のメッセージと面談の記録: 紹介が終わってから2年"),
        )
        retention.register(
            "matchmaking.mail",
            timedelta(days=30),
            thread.purge_mails,
            words=_("返信用アドレスに届いたメールの控え: 受信から30日"),
        )
        for model in (ThreadFile, InboundMail):
            post_delete.connect(thread_files.drop_content, sender=model)
        purposes.register("matchmaking.story", _("支援の事例の公開"))
        subject_data.register("matchmaking.outcomes", export=outcomes.export, erase=outcomes.erase)
        retention.register(
            "matchmaking.outcomes",
            timedelta(days=730),
            outcomes.purge,
            words=_("公開していない支援の事例: 最後の変更から2年"),
        )
        story_pages.connect()
        periodic.register("matchmaking.reminders", 24 * 3600, reminders.send_due)
        periodic.register("matchmaking.departures", 24 * 3600, departures.look_around)
        periodic.register("matchmaking.week", 24 * 3600, later.loaded("weekly.night.run"))
        posting.register()
        periodic.register("matchmaking.learning", 24 * 3600, later.loaded("learning.night.run"))
        staff_home.register("matchmaking", waiting.look)
        departures.watch()
        withdrawals.register("matchmaking.disclosure", departures.consent_withdrawn)
        demonstration.register("matchmaking", demo.load)
        related_sections.register("community.numbers", "matchmaking", sections.numbers)
