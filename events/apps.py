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
        from portal.delivery import attachments, handlers, periodic  # noqa: PLC0415
        from search import sources  # noqa: PLC0415

        from . import (  # noqa: PLC0415
            extensions,
            feed_privacy,
            letters,
            panels,
            personal_data,
            searchable,
            sections,
            undelivered,
            waiting,
            watch,
        )
        from .opening import loader, registrations  # noqa: PLC0415
        from .services import (  # noqa: PLC0415
            answers,
            holds,
            invariants,
            posting,
            receipts,
            reminders,
            staffing,
            tickets,
            uploads,
        )
        from .views import offers  # noqa: PLC0415

        attachments.register(posting.TICKET, tickets.make)
        handlers.register(receipts.TOPIC, receipts.deliver)
        letters.register()
        extensions.registration_panels.register(offers.PANEL)
        periodic.register("event reminders", 300, reminders.send_due)
        periodic.register("event offers", 60, answers.expire_due)
        periodic.register("event place holds", 60, holds.release_expired)
        periodic.register("event uploads", 86400, uploads.sweep)
        periodic.register("events.check", 24 * 3600, invariants.check)
        sources.register(searchable.EventSource())
        searchable.connect()
        staffing.connect()
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
        staff_home.register("events.check", watch.look)
        staff_home.register("events.undelivered", undelivered.look)
