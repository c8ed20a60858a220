"""What meeting days hold about a person: handed out, erased, purged in time."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from ..models import MeetingDay, MeetingParticipant
from . import services


def export(user: Any) -> dict[str, Any]:
    """The days the person takes part in."""
    found = MeetingParticipant.objects.filter(person=user).order_by("pk")
    return {"meeting_days": list(found.values("day__title", "day__on", "side", "state"))}


def erase(user: Any) -> None:
    """Whoever leaves the portal takes part no more."""
    for participant in MeetingParticipant.objects.filter(person=user).order_by("pk"):
        services.leave(participant=participant, actor=None)


def purge(cutoff: datetime) -> int:
    """Drop days before ``cutoff`` with their participants and meetings."""
    old = MeetingDay.objects.filter(on__lt=timezone.localdate(cutoff))
    number = old.count()
    old.delete()
    return number
