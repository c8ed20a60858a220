"""Application of this part of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SelectionConfig(AppConfig):
    """Who gets the places when there are more applications: lottery and selection."""

    name = "events.selection"
    label = "selection"
    verbose_name = _("選考と抽選")

    def ready(self) -> None:
        """Tell the core and the rooms further right what this part offers."""
        # Needs loaded models.
        from events import extensions  # noqa: PLC0415
        from events.services import decisions  # noqa: PLC0415
        from portal.content import staff_home  # noqa: PLC0415
        from portal.delivery import handlers  # noqa: PLC0415

        from . import panels, personal_data, waiting  # noqa: PLC0415
        from .services import draws, letters, proposals  # noqa: PLC0415

        decisions.register_guard("lottery", draws.forbid_by_hand)
        decisions.register_guard("selection", proposals.forbid_by_hand)
        handlers.register(letters.TOPIC, letters.deliver)
        extensions.registration_panels.register(panels.LOTTERY)
        extensions.desk_links.register(panels.CHOOSING)
        extensions.desk_links.register(panels.LETTERS)
        staff_home.register("selection", waiting.look)
        personal_data.register()
