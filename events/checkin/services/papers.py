"""名札と参加者名簿: papers that are printed before the doors open."""

from typing import Any

from events.enums import CompanyRole, RegistrationState
from events.models import Attendee, Session
from events.services import tickets

from ..selectors import attendance

TINTS = 5
"""Colours that tell participation types apart, beside their names."""


def _admitted(session: Session) -> list[Attendee]:
    return list(
        attendance.expected(session).filter(
            registration__state=RegistrationState.CONFIRMED, is_admitted=True
        )
    )


def badges(*, session: Session, language: str = "ja") -> bytes:
    """A badge for everyone who comes to the venue, ten on an A4 sheet (91 × 55 mm)."""
    kinds = session.participation_types.order_by("position", "pk").values_list("pk", flat=True)
    tints = {pk: place % TINTS for place, pk in enumerate(kinds)}
    guests = [
        {
            "person": person,
            "registration": person.registration,
            "type": person.registration.participation_type,
            "role": CompanyRole(person.role).label if person.role else "",
            "tint": tints[person.registration.participation_type_id],
            "qr": tickets.qr_svg(person),
        }
        for person in _admitted(session)
        if person.registration.participation_type.mode == "onsite"
    ]
    sheets = [guests[start : start + 10] for start in range(0, len(guests), 10)]
    return _paper("pdf/checkin_badges.html", session, language, {"sheets": sheets})


def people(*, session: Session, language: str = "ja") -> bytes:
    """Everyone in the order of readings, with boxes to tick and the head on every page."""
    rows = [
        {
            "person": person,
            "registration": person.registration,
            "type": person.registration.participation_type,
            "there": bool(person.attendances.all()),
        }
        for person in _admitted(session)
    ]
    return _paper("pdf/checkin_people.html", session, language, {"rows": rows})


def _paper(template: str, session: Session, language: str, context: dict[str, Any]) -> bytes:
    from portal.delivery import pdf  # noqa: PLC0415  loads Pango: only where a PDF is made

    return pdf.render(
        template,
        {"session": session, "event": session.event, "language": language} | context,
        language=language,
    )
