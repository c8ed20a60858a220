"""Reading attendees."""

from ..models import Attendee

RELATED = (
    "registration__session__event",
    "registration__session__prefecture",
    "registration__participation_type",
)


def by_ticket_code(code: str) -> Attendee | None:
    """The attendee with this ticket, with all that a personal page shows."""
    return Attendee.objects.select_related(*RELATED).filter(ticket_code=code).first()
