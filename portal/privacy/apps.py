"""Application of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PrivacyConfig(AppConfig):
    """Notices, consents, audit log, retention."""

    name = "portal.privacy"
    verbose_name = _("個人情報の取扱い")
