"""Application of this part of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CheckinConfig(AppConfig):
    """Joining online, receiving people on the day, who was there."""

    name = "events.checkin"
    label = "checkin"
    verbose_name = _("参加と受付")

    def ready(self) -> None:
        """Tell the room what this part adds to its pages."""
        from . import panels, personal_data  # noqa: PLC0415  needs loaded models

        panels.register()
        personal_data.register()
