"""回の変更と中止: whoever holds a place is told, and calendars follow."""

from typing import Any

from django.db import transaction
from django.db.models import F

from portal.privacy import services as privacy

from ..models import Registration, Session
from . import notices

CALENDAR_FIELDS = frozenset(
    {
        "starts_at",
        "ends_at",
        "format",
        "venue_ja",
        "venue_en",
        "address_ja",
        "address_en",
        "online_tool",
    }
)
"""What stands in a calendar entry."""


def announce_change(*, session: Session, actor: Any = None) -> int:
    """Raise the sequence and send the changed entry to everyone confirmed; how many companies."""
    with transaction.atomic():
        _next_sequence(session)
        told = 0
        for registration in _confirmed(session):
            notices.changed(registration)
            told += 1
        privacy.record(
            action="session.changed",
            target=f"session:{session.pk}",
            actor=actor,
            detail={"sequence": session.sequence, "told": told},
        )
    return told


def announce_cancellation(*, session: Session, actor: Any = None) -> int:
    """Raise the sequence and withdraw the entry from everyone confirmed; how many companies.

    Registrations stay as they are: the session is off, not the companies' wish to come.
    """
    with transaction.atomic():
        _next_sequence(session)
        told = 0
        for registration in _confirmed(session):
            notices.called_off(registration)
            told += 1
        privacy.record(
            action="session.cancelled",
            target=f"session:{session.pk}",
            actor=actor,
            detail={"sequence": session.sequence, "told": told},
        )
    return told


def _next_sequence(session: Session) -> None:
    Session.objects.filter(pk=session.pk).update(sequence=F("sequence") + 1)
    session.refresh_from_db(fields=["sequence"])


def _confirmed(session: Session) -> list[Registration]:
    found = (
        Registration.objects.holding()
        .filter(session=session)
        .select_related("participation_type")
        .prefetch_related("attendees")
        .order_by("pk")
    )
    registrations = list(found)
    for registration in registrations:
        registration.session = session
    return registrations
