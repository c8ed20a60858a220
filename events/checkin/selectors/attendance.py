"""Reading who was there, for certificates, surveys, reports and the desk."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from events.enums import RegistrationState
from events.models import Attendee, Session

from ..enums import Kind
from ..models import Attendance


def attended(attendee: Attendee) -> bool:
    """Whether ``attendee`` was there, in whichever way."""
    return Attendance.objects.filter(attendee=attendee).exists()


def minutes_attended(attendee: Attendee) -> int:
    """For how many minutes ``attendee`` took part; 0 for who was not there.

    On site a check-in counts for the whole session unless somebody noted that the person
    left. Online, the minutes of an imported report count; without one, from joining to the
    end. Who was there in both ways has the longer of the two.
    """
    session = attendee.registration.session
    return minutes_of(attendee.attendances.all(), session)


def minutes_of(attendances: Iterable[Attendance], session: Session) -> int:
    """The minutes that ``attendances`` of one person make up in ``session``."""
    return max((_minutes(one, session) for one in attendances), default=0)


def length(session: Session) -> int:
    """The whole length of ``session`` in minutes."""
    return _between(session.starts_at, session.ends_at)


def _minutes(attendance: Attendance, session: Session) -> int:
    whole = length(session)
    if attendance.minutes is not None:
        return min(attendance.minutes, whole)
    if attendance.kind == Kind.ONSITE and attendance.left_at is None:
        return whole
    start = max(attendance.first_seen, session.starts_at)
    end = min(attendance.left_at or session.ends_at, session.ends_at)
    return min(_between(start, end), whole)


def _between(start: datetime, end: datetime) -> int:
    return max(0, int((end - start).total_seconds() // 60))


def of_session(session: Session) -> QuerySet[Attendance]:
    """All attendances of ``session`` with their people, the first to come first."""
    return (
        Attendance.objects.filter(session=session)
        .select_related("attendee__registration__participation_type")
        .order_by("first_seen", "pk")
    )


def who_attended(session: Session) -> QuerySet[Attendee]:
    """The people who were there, in whichever way, each once."""
    there = Attendance.objects.filter(attendee=OuterRef("pk"), session=session)
    return expected(session).filter(Exists(there))


def who_stayed_away(session: Session) -> QuerySet[Attendee]:
    """The admitted people of confirmed registrations of whom nothing was seen."""
    there = Attendance.objects.filter(attendee=OuterRef("pk"))
    return expected(session).filter(
        ~Exists(there),
        registration__state=RegistrationState.CONFIRMED,
        is_admitted=True,
    )


def expected(session: Session) -> QuerySet[Attendee]:
    """All named people of ``session`` in the order of their readings."""
    return (
        Attendee.objects.filter(registration__session=session)
        .select_related("registration__participation_type")
        .prefetch_related("attendances")
        .order_by("family_name_kana", "given_name_kana", "pk")
    )
