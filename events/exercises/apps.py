"""Application of this part of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExercisesConfig(AppConfig):
    """Requests to hold an exercise, from receipt to a planned event."""

    name = "events.exercises"
    label = "exercises"
    verbose_name = _("演習開催希望")
