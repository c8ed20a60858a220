"""Application of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MatchmakingConfig(AppConfig):
    """Needs, seeds, proposals, introductions."""

    name = "matchmaking"
    verbose_name = _("相談とマッチング")
