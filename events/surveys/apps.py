"""Application of this part of the room."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

CHECK_IN = "events.checkin.selectors.attendance"
"""Keeps attendance where the check-in is installed."""


class SurveysConfig(AppConfig):
    """Surveys after an event: built by staff, answered by attendees."""

    name = "events.surveys"
    label = "surveys"
    verbose_name = _("アンケート")

    def ready(self) -> None:
        """Tell the core and the rooms further right what this part offers."""
        # Needs loaded models.
        from portal.delivery import periodic  # noqa: PLC0415

        from . import attendance, panels, personal_data  # noqa: PLC0415
        from .services import answering, reminders  # noqa: PLC0415

        try:
            kept = import_module(CHECK_IN)
        except ModuleNotFoundError as missing:
            if not CHECK_IN.startswith(str(missing.name)):
                raise
        else:
            attendance.register(
                attendance.Keeper(kept.attended, kept.minutes_attended, kept.who_attended)
            )
        panels.register()
        personal_data.register()
        periodic.register("survey reminders", 3600, reminders.send_due)
        periodic.register("survey shuffling", 6 * 3600, answering.shuffle_all)
