"""The desk of a session on the day: roster for devices, live numbers, what needs a look."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from events import permissions as room
from events.enums import AttendanceMode, Door, Duty, RegistrationState
from events.models import Attendee, Event, ParticipationType, Session

from ..enums import CONFLICTS, Kind
from ..models import Attendance, AttendanceEvent
from .people import code_hash

NEAR = timedelta(days=3)
"""Sessions this near stand on the list of receptions."""


def session_of(pk: int) -> Session | None:
    """A session with its event."""
    return Session.objects.select_related("event", "prefecture").filter(pk=pk).first()


def sessions_to_receive(*, user: Any, now: datetime) -> QuerySet[Session]:
    """The sessions near in time whose people ``user`` receives."""
    events = Event.objects.filter(room.events_with_duty(user, Duty.CHECK_IN))
    return (
        Session.objects.announced()
        .filter(event__in=events, starts_at__lt=now + NEAR, ends_at__gt=now - NEAR)
        .select_related("event")
        .order_by("starts_at", "pk")
    )


@dataclass(frozen=True)
class TypeNumbers:
    """One participation type on the day."""

    label: str
    expected: int
    there: int


@dataclass(frozen=True)
class Numbers:
    """The day in figures."""

    expected: int
    arrived: int
    online: int
    walk_ins: int
    left: int
    to_settle: int
    types: list[TypeNumbers]

    def as_json(self) -> dict[str, Any]:
        """For the live page."""
        return asdict(self)


def numbers(session: Session) -> Numbers:
    """The figures of ``session`` now, in a constant number of queries."""
    there = Attendance.objects.filter(attendee=OuterRef("pk"))
    counted = (
        Attendee.objects.filter(
            registration__session=session,
            registration__state=RegistrationState.CONFIRMED,
            is_admitted=True,
        )
        .order_by()
        .values("registration__participation_type")
        .annotate(
            expected=Count("pk"),
            there=Count("pk", filter=Exists(there)),
            walk_ins=Count("pk", filter=Q(registration__door=Door.WALK_IN)),
        )
    )
    by_type: dict[int, Any] = {row["registration__participation_type"]: row for row in counted}
    seen = Attendance.objects.filter(session=session).aggregate(
        arrived=Count("pk", filter=Q(kind=Kind.ONSITE)),
        online=Count("pk", filter=Q(kind=Kind.ONLINE)),
        left=Count("pk", filter=Q(kind=Kind.ONSITE, left_at__isnull=False)),
    )
    kinds = ParticipationType.objects.filter(session=session).order_by("position", "pk")
    return Numbers(
        expected=sum(row["expected"] for row in by_type.values()),
        arrived=seen["arrived"],
        online=seen["online"],
        left=seen["left"],
        walk_ins=sum(row["walk_ins"] for row in by_type.values()),
        to_settle=to_settle(session).count(),
        types=[
            TypeNumbers(
                label=kind.label,
                expected=by_type.get(kind.pk, {}).get("expected", 0),
                there=by_type.get(kind.pk, {}).get("there", 0),
            )
            for kind in kinds
        ],
    )


def to_settle(session: Session) -> QuerySet[AttendanceEvent]:
    """Reports that staff have to look at, the latest first."""
    return (
        AttendanceEvent.objects.filter(
            session=session, outcome__in=CONFLICTS, settled_at__isnull=True
        )
        .select_related("attendee__registration__participation_type", "actor")
        .order_by("-at", "key")
    )


def roster(session: Session) -> list[dict[str, Any]]:
    """What a device needs to receive people without a network, and nothing more.

    No address, no department, and of the ticket's code only a hash: a lost phone opens
    nobody's page.
    """
    people = (
        Attendee.objects.filter(registration__session=session)
        .select_related("registration__participation_type")
        .prefetch_related("attendances")
        .order_by("family_name_kana", "given_name_kana", "pk")
    )
    return [
        {
            "id": person.pk,
            "code": code_hash(person.ticket_code),
            "name": person.full_name,
            "kana": person.full_name_kana,
            "company": person.registration.company_name,
            "type": person.registration.participation_type.label,
            "state": _state(person),
            "first": _first(person),
        }
        for person in people
    ]


def _state(person: Attendee) -> str:
    registration = person.registration
    if registration.state == RegistrationState.CANCELLED:
        return "cancelled"
    if registration.state != RegistrationState.CONFIRMED or not person.is_admitted:
        return "not_confirmed"
    online = registration.participation_type.mode == AttendanceMode.ONLINE
    return "other_way" if online else "ok"


def _first(person: Attendee) -> str | None:
    onsite = [one for one in person.attendances.all() if one.kind == Kind.ONSITE]
    return onsite[0].first_seen.isoformat() if onsite else None
