"""リマインド: a week, a day and an hour before a session, to everyone who comes, once each.

A new date starts anew: the start of the session is part of a reminder's name.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from portal.delivery.models import Mail

from ..enums import RegistrationState
from ..models import Registration
from ..querysets import OFF_STATES
from . import notices


@dataclass(frozen=True)
class Reminder:
    """How long before the start it is due, and until when it still makes sense.

    A job that was down sends late, or not at all.
    """

    name: str
    before: timedelta
    until: timedelta
    letter: str = "reminder"


REMINDERS = (
    Reminder("7d", timedelta(days=7), timedelta(days=2)),
    Reminder("1d", timedelta(days=1), timedelta(hours=2)),
    Reminder("1h", timedelta(hours=1), timedelta(minutes=5), "reminder_hour"),
)


def send_due(*, now: datetime | None = None) -> int:
    """Queue the reminders that are due and not queued yet; how many companies."""
    now = now or timezone.now()
    told = 0
    for reminder in REMINDERS:
        for registration in _due(reminder, now):
            name = _name(reminder, registration)
            with transaction.atomic():
                notices.reminder(registration, name, letter=reminder.letter)
            told += 1
    return told


def _name(reminder: Reminder, registration: Registration) -> str:
    start = registration.session.starts_at.astimezone(UTC)
    return f"{reminder.name}:{start:%Y%m%dT%H%M}"


def _due(reminder: Reminder, now: datetime) -> list[Registration]:
    """Confirmed before the reminder's hour, for a session that is on, without this reminder."""
    coming = (
        Registration.objects.filter(
            state=RegistrationState.CONFIRMED,
            session__starts_at__gt=now + reminder.until,
            session__starts_at__lte=now + reminder.before,
        )
        .exclude(session__state__in=OFF_STATES)
        .select_related("session__event", "participation_type")
        .prefetch_related("attendees")
        .order_by("pk")
    )
    keys = {one.pk: notices.reminder_key(one, _name(reminder, one)) for one in coming}
    queued = set(Mail.objects.filter(key__in=keys.values()).values_list("key", flat=True))
    return [
        one
        for one in coming
        if keys[one.pk] not in queued
        and one.confirmed_at is not None
        and one.confirmed_at < one.session.starts_at - reminder.before
    ]
