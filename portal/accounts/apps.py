"""Application of the room."""

from datetime import timedelta
from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


def _keep_consent(user: Any, **kwargs: Any) -> None:
    from .services import person  # noqa: PLC0415 (models are ready only now)

    person.signed_up(user=user)


class AccountsConfig(AppConfig):
    """Users, organizations, roles."""

    name = "portal.accounts"
    verbose_name = _("アカウント")

    def ready(self) -> None:
        """Register roles, personal data and sample accounts; models are ready only now."""
        from allauth.account.signals import user_signed_up  # noqa: PLC0415

        from portal.privacy import purposes, retention, subject_data  # noqa: PLC0415

        from . import demo, demo_accounts, own_retention, roles  # noqa: PLC0415
        from .services import person  # noqa: PLC0415

        user_signed_up.connect(_keep_consent, dispatch_uid="portal.accounts.consent")
        post_migrate.connect(roles.create_groups, sender=self)
        subject_data.register(
            "account", export=person.export, erase=lambda user: person.erase(user=user)
        )
        purposes.register("account", _("アカウントの作成と利用"))
        retention.register(
            "unconfirmed_accounts",
            timedelta(days=30),
            own_retention.purge_unconfirmed_accounts,
            words=_("メールアドレスを確認しなかったアカウント: 30日"),
        )
        retention.register(
            "sessions",
            timedelta(days=30),
            own_retention.purge_sessions,
            words=_("ログインの記録（接続元とブラウザー）: 30日"),
        )
        retention.register(
            "invitations",
            timedelta(days=90),
            own_retention.purge_invitations,
            words=_("招待したメールアドレス: 90日"),
        )
        demo.register("accounts", demo_accounts.load)
