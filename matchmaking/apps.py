"""Application of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MatchmakingConfig(AppConfig):
    """Needs, seeds, proposals, introductions."""

    name = "matchmaking"
    verbose_name = _("相談とマッチング")

    def ready(self) -> None:
        """Tell search, my page and the demonstration what this room has."""
        from portal.accounts import demo as demonstration  # noqa: PLC0415 - models are ready now
        from portal.accounts import mypage  # noqa: PLC0415
        from portal.content import staff_home  # noqa: PLC0415
        from search import sources, viewers  # noqa: PLC0415

        from . import demo, panels, permissions, searchable, waiting  # noqa: PLC0415

        sources.register(searchable.SeedSource())
        sources.register(searchable.NeedSource())
        viewers.register(permissions.scopes)
        mypage.register(panels.NEEDS)
        mypage.register(panels.PROVIDER)
        staff_home.register("matchmaking", waiting.look)
        demonstration.register("matchmaking", demo.load)
