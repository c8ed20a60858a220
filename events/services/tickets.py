"""参加証: a page per attendee with a QR code, as PDF."""

from collections.abc import Sequence

import segno

from portal.delivery.attachments import Attachment

from ..models import Attendee, Registration


def pdf(*, registration: Registration, attendees: Sequence[Attendee]) -> bytes:
    """The tickets of ``attendees`` in the language of the registration."""
    from portal.delivery import pdf as paper  # noqa: PLC0415  loads Pango: only where a PDF is made

    return paper.render(
        "pdf/events_ticket.html",
        {
            "registration": registration,
            "session": registration.session,
            "event": registration.session.event,
            "type": registration.participation_type,
            "tickets": [(person, qr_svg(person)) for person in attendees],
            "language": registration.language,
        },
        language=registration.language,
    )


def qr_svg(attendee: Attendee) -> str:
    """The QR code of a ticket, as large as its place: for the check-in, nothing personal."""
    return str(
        segno.make(f"SECUNITY:{attendee.ticket_code}", error="m", micro=False).svg_inline(
            border=4, omitsize=True
        )
    )


def make(*, registration: int, language: str, attendee: int | None = None) -> Attachment:
    """Maker of the lazy mail attachment: all tickets of a registration, or one person's."""
    found = Registration.objects.select_related("session__event", "participation_type").get(
        pk=registration
    )
    people = found.attendees.filter(is_admitted=True)
    if attendee is not None:
        people = people.filter(pk=attendee)
    return Attachment(
        filename=f"ticket-{found.reference}.pdf",
        content_type="application/pdf",
        content=pdf(registration=found, attendees=list(people)),
    )
