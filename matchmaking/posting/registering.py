"""What this part tells the rooms further right; called once, when all is loaded."""

from django.db.models.signals import post_delete

from events import extensions
from portal.accounts import mypage
from portal.assessment import sections
from portal.content import related_sections
from portal.delivery import handlers, periodic
from portal.privacy import subject_data
from search import slots

from ..models import NeedAttachment
from . import alerts, attachments, digests, expiry, own_data, panels

FIVE_MINUTES = 300
QUARTER_OF_AN_HOUR = 900


def register() -> None:
    """Fill the registries."""
    handlers.register(alerts.TOPIC, alerts.carry_out)
    periodic.register("matchmaking.alerts", FIVE_MINUTES, digests.send_due)
    periodic.register("matchmaking.expired", QUARTER_OF_AN_HOUR, expiry.sweep)
    subject_data.register("matchmaking.posting", export=own_data.export, erase=own_data.erase)
    mypage.register(panels.ALERTS)
    slots.register("below", "matchmaking.ask", panels.after_search)
    sections.register("matchmaking.ask", panels.after_check)
    related_sections.register("guide.next", "matchmaking", panels.after_guide)
    extensions.attendee_panels.register(extensions.Panel("ask", 70, panels.after_event))
    # Files go with their rows, whichever way a need ends.
    post_delete.connect(
        attachments.forget_file, sender=NeedAttachment, dispatch_uid="matchmaking.need_files"
    )
