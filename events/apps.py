"""Application of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    """Events, registrations, tickets."""

    name = "events"
    verbose_name = _("イベント")

    def ready(self) -> None:
        """Tell the rooms further right what this one offers."""
        from portal.delivery import attachments  # noqa: PLC0415  needs loaded models

        from .services import notices, tickets  # noqa: PLC0415  needs loaded models

        attachments.register(notices.TICKET, tickets.make)
