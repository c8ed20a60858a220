"""Application of the room."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AssessmentConfig(AppConfig):
    """Questions, scores, kept results."""

    name = "portal.assessment"
    verbose_name = _("自社診断")

    def ready(self) -> None:
        """Tell my page and the keepers of personal data what this room has."""
        # Models are ready only now.
        from portal.accounts import mypage  # noqa: PLC0415
        from portal.privacy import retention, subject_data  # noqa: PLC0415

        from . import own_data, panels  # noqa: PLC0415

        mypage.register(panels.RESULTS)
        subject_data.register("self_check", export=own_data.export, erase=own_data.erase)
        retention.register(
            "self_check",
            timedelta(days=3 * 365),
            own_data.purge,
            words=_("会社に残した自社診断の結果: 診断した日から3年"),
        )
