"""Application of this part of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CheckinConfig(AppConfig):
    """Joining online, receiving people on the day, who was there."""

    name = "events.checkin"
    label = "checkin"
    verbose_name = _("参加と受付")
