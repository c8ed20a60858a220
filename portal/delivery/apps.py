"""Application of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeliveryConfig(AppConfig):
    """Outbox, mail, PDF, files."""

    name = "portal.delivery"
    verbose_name = _("配信")
