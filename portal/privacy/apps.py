"""Application of the room."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

DAY_SECONDS = 24 * 60 * 60


class PrivacyConfig(AppConfig):
    """Notices, consents, audit log, retention."""

    name = "portal.privacy"
    verbose_name = _("個人情報の取扱い")

    def ready(self) -> None:
        """Register how long this room keeps what it holds, and the nightly purge."""
        from portal.delivery import letter_texts, periodic  # noqa: PLC0415 (needs models)

        from . import own_retention, purging, retention, services  # noqa: PLC0415

        letter_texts.changed.connect(services.record_letter, dispatch_uid="privacy.letters")

        retention.register(
            "account_mails",
            timedelta(days=1),
            own_retention.purge_account_mails,
            words=_("ログインや確認のコードを書いたメール: 送信から1日"),
        )
        retention.register(
            "audit_log",
            timedelta(days=3 * 365),
            own_retention.purge_audit_log,
            words=_("操作の記録: 3年"),
        )
        periodic.register("privacy.purge", DAY_SECONDS, purging.run)
