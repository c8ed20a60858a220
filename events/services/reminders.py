"""リマインド: a week and a day before a session, to everyone who comes, once each."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from portal.delivery.models import Mail

from ..enums import RegistrationState, SessionState
from ..models import Registration
from . import notices

# How long before, and until when it still makes sense; a job that was down sends late or not.
WEEK = ("7d", timedelta(days=7), timedelta(days=2))
DAY = ("1d", timedelta(days=1), timedelta(hours=2))
OFF = (SessionState.DRAFT, SessionState.CANCELLED, SessionState.POSTPONED)


def send_due(*, now: datetime | None = None) -> int:
    """Queue the reminders that are due and not queued yet; how many companies."""
    now = now or timezone.now()
    told = 0
    for name, before, until in (WEEK, DAY):
        for registration in _due(name, before, until, now):
            with transaction.atomic():
                notices.reminder(registration, name)
            told += 1
    return told


def _due(name: str, before: timedelta, until: timedelta, now: datetime) -> list[Registration]:
    """Confirmed before the reminder's hour, for a session that is on, without this reminder."""
    coming = (
        Registration.objects.filter(
            state=RegistrationState.CONFIRMED,
            session__starts_at__gt=now + until,
            session__starts_at__lte=now + before,
        )
        .exclude(session__state__in=OFF)
        .select_related("session__event", "participation_type")
        .prefetch_related("attendees")
        .order_by("pk")
    )
    queued = set(
        Mail.objects.filter(
            key__in=[notices.reminder_key(one, name) for one in coming]
        ).values_list("key", flat=True)
    )
    return [
        one
        for one in coming
        if notices.reminder_key(one, name) not in queued
        and one.confirmed_at is not None
        and one.confirmed_at < one.session.starts_at - before
    ]
