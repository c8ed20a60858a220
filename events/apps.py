"""Application of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    """Events, registrations, tickets."""

    name = "events"
    verbose_name = _("イベント")

    def ready(self) -> None:
        """Tell the rooms further right what this one offers."""
        # Needs loaded models.
        from portal.accounts import demo, mypage  # noqa: PLC0415
        from portal.content import (  # noqa: PLC0415
            opening_loaders,
            related_sections,
            staff_home,
        )
        from portal.delivery import attachments, periodic  # noqa: PLC0415
        from search import sources  # noqa: PLC0415

        from . import (  # noqa: PLC0415
            feed_privacy,
            panels,
            personal_data,
            searchable,
            sections,
            waiting,
        )
        from .opening import loader, registrations  # noqa: PLC0415
        from .services import notices, reminders, tickets  # noqa: PLC0415

        attachments.register(notices.TICKET, tickets.make)
        periodic.register("event reminders", 3600, reminders.send_due)
        sources.register(searchable.EventSource())
        searchable.connect()
        opening_loaders.register("events", loader.load)
        demo.register("events", registrations.load)
        mypage.register(panels.REGISTRATIONS)
        mypage.register(panels.CALENDARS)
        personal_data.register()
        feed_privacy.register()
        related_sections.register("home.events", "events", sections.upcoming)
        related_sections.register("community.events", "events", sections.of_sector)
        related_sections.register("guide.next", "events", sections.after_reading)
        staff_home.register("events", waiting.look)
