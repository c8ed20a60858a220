"""出席の記録: the one way in which it becomes known that somebody was there.

Scans, names picked by hand, clicks on the online entrance and imported rows are all reports
with a key. The same key again is the same answer; two reports about one person are one
attendance with the first time.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.db.models.functions import Greatest, Least
from django.utils import timezone

from events.enums import AttendanceMode, RegistrationState
from events.models import Attendee, Session
from portal.privacy import services as privacy

from ..enums import SETTLEABLE, Kind, Outcome, Source, Step
from ..models import Attendance, AttendanceEvent

OLDEST = timedelta(days=2)
"""A device may bring reports this late; an older time is taken for a wrong clock."""


@dataclass(frozen=True, kw_only=True)
class Report:
    """What somebody or something says has happened, before anyone checks it."""

    key: uuid.UUID
    session: Session
    attendee: Attendee | None
    step: Step = Step.ARRIVE
    source: Source = Source.SCAN
    at: datetime | None = None
    client_at: datetime | None = None
    device: str = ""
    minutes: int | None = None


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What the register says: the report as kept, and since when the person is there."""

    event: AttendanceEvent
    attendance: Attendance | None

    @property
    def outcome(self) -> Outcome:
        """The outcome as a member of its list."""
        return Outcome(self.event.outcome)


def record(*, report: Report, actor: Any = None, now: datetime | None = None) -> Answer:
    """Keep ``report`` and what follows from it; the same key twice is one report.

    ``report.attendee`` comes with registration and participation type.
    """
    now = now or timezone.now()
    for attempt in (1, 2, 3):
        kept = AttendanceEvent.objects.filter(pk=report.key).first()
        if kept is not None:
            known = _attendance(kept.attendee_id, _kind(kept.step))
            return Answer(event=kept, attendance=known)
        try:
            with transaction.atomic():
                return _keep(report, actor, now)
        except IntegrityError:
            # Another request with this key, or about this person, committed in between.
            if attempt == 3:
                raise
    raise AssertionError("unreachable")


def _keep(report: Report, actor: Any, now: datetime) -> Answer:
    at = sane(report, now)
    outcome = _judge(report)
    kind = _kind(report.step)
    attendance = _attendance(report.attendee.pk, kind) if report.attendee else None
    if outcome == Outcome.COUNTED and report.attendee is not None:
        if attendance is not None and report.step != Step.LEAVE:
            outcome = Outcome.AGAIN
        if report.step == Step.LEAVE:
            outcome = Outcome.LEFT
        attendance = _count(report, report.attendee, attendance, kind, at)
    event = AttendanceEvent.objects.create(
        key=report.key,
        session=report.session,
        # Somebody else's session is no business of this one.
        attendee=None if outcome == Outcome.OTHER_SESSION else report.attendee,
        step=report.step,
        source=report.source,
        outcome=outcome,
        at=at,
        client_at=report.client_at,
        device=report.device[:36],
        actor=actor,
    )
    return Answer(event=event, attendance=attendance)


def sane(report: Report, now: datetime) -> datetime:
    """The report's time if it can be true: not in the future, not too long ago; else ``now``.

    What is read from the file of a meeting tool may be as old as it likes.
    """
    at = report.at
    if at is None or at > now:
        return now
    return at if report.source == Source.IMPORT or at >= now - OLDEST else now


def _judge(report: Report) -> Outcome:
    person = report.attendee
    if person is None:
        return Outcome.UNKNOWN
    registration = person.registration
    if registration.session_id != report.session.pk:
        return Outcome.OTHER_SESSION
    if registration.state == RegistrationState.CANCELLED:
        return Outcome.CANCELLED
    if registration.state != RegistrationState.CONFIRMED or not person.is_admitted:
        return Outcome.NOT_CONFIRMED
    is_online = registration.participation_type.mode == AttendanceMode.ONLINE
    if is_online and _kind(report.step) == Kind.ONSITE:
        return Outcome.OTHER_WAY
    return Outcome.COUNTED


def _kind(step: str) -> Kind:
    return Kind.ONLINE if step == Step.JOIN else Kind.ONSITE


def _attendance(attendee_id: int | None, kind: Kind) -> Attendance | None:
    if attendee_id is None:
        return None
    return Attendance.objects.filter(attendee_id=attendee_id, kind=kind).first()


def _count(
    report: Report, person: Attendee, known: Attendance | None, kind: Kind, at: datetime
) -> Attendance:
    """The attendance of ``person`` with this report in it."""
    left = at if report.step == Step.LEAVE else None
    if known is None:
        return Attendance.objects.create(
            attendee=person,
            session=report.session,
            kind=kind,
            first_seen=at,
            last_seen=at,
            left_at=left,
            minutes=report.minutes,
            source=report.source,
            device=report.device[:36],
        )
    changes: dict[str, Any] = {
        "first_seen": Least(F("first_seen"), at),
        "last_seen": Greatest(F("last_seen"), at),
    }
    if left is not None:
        changes["left_at"] = left
    elif report.step == Step.ARRIVE and known.left_at is not None and at > known.left_at:
        changes["left_at"] = None  # came back
    if report.minutes is not None:
        changes["minutes"] = report.minutes
    Attendance.objects.filter(pk=known.pk).update(**changes)
    known.refresh_from_db()
    return known


def settle(*, event: AttendanceEvent, counts: bool, actor: Any) -> AttendanceEvent:
    """Decide a conflict: the person was there all the same, or staff have dealt with it.

    Settling twice is settling once.
    """
    with transaction.atomic():
        now = timezone.now()
        mine = AttendanceEvent.objects.filter(pk=event.pk, settled_at__isnull=True).update(
            settled_at=now, settled_by=actor
        )
        event.refresh_from_db()
        if not mine:
            return event
        counted = counts and event.attendee is not None and event.outcome in SETTLEABLE
        if counted:
            Attendance.objects.get_or_create(
                attendee=event.attendee,
                kind=_kind(event.step),
                defaults={
                    "session": event.session,
                    "first_seen": event.at,
                    "last_seen": event.at,
                    "source": Source.MANUAL,
                    "device": event.device,
                },
            )
        privacy.record(
            action="attendance.settled",
            target=f"session:{event.session_id}",
            actor=actor,
            detail={
                "event": str(event.pk),
                "outcome": event.outcome,
                "counted": bool(counted),
            },
        )
    return event


def undo(*, attendance: Attendance, actor: Any) -> None:
    """Take back a check-in made by mistake; the reports stay, and the audit log tells."""
    with transaction.atomic():
        privacy.record(
            action="attendance.undone",
            target=f"session:{attendance.session_id}",
            actor=actor,
            detail={"attendee": attendance.attendee_id, "kind": attendance.kind},
        )
        attendance.delete()
