"""Application of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    """Events, registrations, tickets."""

    name = "events"
    verbose_name = _("イベント")
