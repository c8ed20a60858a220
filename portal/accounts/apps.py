"""Application of the room."""

from datetime import timedelta

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """Users, organizations, roles."""

    name = "portal.accounts"
    verbose_name = _("アカウント")

    def ready(self) -> None:
        """Register roles, personal data and sample accounts; models are ready only now."""
        from portal.privacy import retention, subject_data  # noqa: PLC0415

        from . import demo, demo_accounts, own_retention, roles  # noqa: PLC0415
        from .services import person  # noqa: PLC0415

        post_migrate.connect(roles.create_groups, sender=self)
        subject_data.register(
            "account", export=person.export, erase=lambda user: person.erase(user=user)
        )
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
