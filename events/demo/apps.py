"""Application of this part of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DemoConfig(AppConfig):
    """A year of invented events, for staff to explore."""

    name = "events.demo"
    label = "events_demo"
    verbose_name = _("見本の一年")
