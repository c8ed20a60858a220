"""Application of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """Users, organizations, roles."""

    name = "portal.accounts"
    verbose_name = _("アカウント")
