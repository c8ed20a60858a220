"""Application of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

DAY_SECONDS = 24 * 60 * 60


class DeliveryConfig(AppConfig):
    """Outbox, mail, PDF, files."""

    name = "portal.delivery"
    verbose_name = _("配信")

    def ready(self) -> None:
        """Register what this room does with the outbox and every day."""
        from . import handlers, indexing, line, periodic, retention, sending  # noqa: PLC0415 (models)

        handlers.register("mail", sending.send)
        handlers.at_rest(line.hang_up)
        handlers.register(indexing.TOPIC, indexing.consume)
        periodic.register("delivery.purge", DAY_SECONDS, retention.purge)
