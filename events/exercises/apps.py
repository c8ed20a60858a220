"""Application of this part of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExercisesConfig(AppConfig):
    """Requests to hold an exercise, from receipt to a planned event."""

    name = "events.exercises"
    label = "exercises"
    verbose_name = _("演習開催希望")

    def ready(self) -> None:
        """Tell the rooms further right what this part offers."""
        # Needs loaded models.
        from portal.content import staff_home  # noqa: PLC0415

        from . import personal_data, waiting  # noqa: PLC0415

        personal_data.register()
        staff_home.register("exercise_requests", waiting.look)
