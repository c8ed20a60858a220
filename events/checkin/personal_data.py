"""What this part holds about people; attendances go with their people, reports in time."""

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from portal.privacy import retention, subject_data

from .models import Attendance, AttendanceEvent

YEAR = timedelta(days=365)


def register() -> None:
    """Make this part known to the room of privacy."""
    subject_data.register("attendance", export=export, erase=erase)
    retention.register(
        "attendance_reports",
        YEAR,
        purge,
        words=_("当日の受付とオンライン入室の記録: 1年（出席は申込と同じ期間）"),
    )


def _of(user: Any) -> dict[str, Any]:
    return {"attendee__email__iexact": user.email}


def export(user: Any) -> list[dict[str, Any]]:
    """Where and when the person was there."""
    found = (
        Attendance.objects.filter(**_of(user))
        .select_related("attendee__registration", "session__event")
        .order_by("pk")
    )
    return [
        {
            "reference": one.attendee.registration.reference,
            "event": str(one.session),
            "kind": one.kind,
            "first_seen": one.first_seen.isoformat(),
            "last_seen": one.last_seen.isoformat(),
            "left_at": one.left_at.isoformat() if one.left_at else None,
            "minutes": one.minutes,
        }
        for one in found
    ]


def erase(user: Any) -> None:
    """Drop what was noted about the person; runs before the person's name goes."""
    AttendanceEvent.objects.filter(**_of(user)).delete()
    Attendance.objects.filter(**_of(user)).delete()
    AttendanceEvent.objects.filter(actor=user).update(actor=None)
    AttendanceEvent.objects.filter(settled_by=user).update(settled_by=None)


def purge(cutoff: datetime) -> int:
    """Drop single reports from before ``cutoff``; attendances leave with their attendees."""
    number, _by_model = AttendanceEvent.objects.filter(received_at__lt=cutoff).delete()
    return number
