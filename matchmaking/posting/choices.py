"""How often a person hears of what fits, and the link that ends it."""

from datetime import datetime, timedelta
from typing import Any

from django.core import signing
from django.utils import timezone

from ..models import AlertChoice, AlertPair
from .enums import AlertRhythm

SALT = "matchmaking.alerts"
HOUR = 7
"""Mails of a day or a week leave after seven in the morning, Tokyo time."""
PAUSE = timedelta(minutes=15)
"""Between two mails of who wants to hear at once: what comes together is told together."""


def next_due(rhythm: str, now: datetime) -> datetime:
    """When the next mail may leave after one at ``now``."""
    if rhythm == AlertRhythm.AT_ONCE:
        return now + PAUSE
    local = timezone.localtime(now)
    due = local.replace(hour=HOUR, minute=0, second=0, microsecond=0)
    if due <= local:
        due += timedelta(days=1)
    if rhythm == AlertRhythm.WEEKLY:
        due += timedelta(days=-due.weekday() % 7)
    return due


def rhythm_of(user: Any) -> str:
    """What ``user`` has chosen; every day until they choose."""
    chosen = AlertChoice.objects.filter(user=user).values_list("rhythm", flat=True).first()
    return chosen or AlertRhythm.DAILY


def choose(*, user: Any, rhythm: str) -> AlertChoice:
    """Keep the rhythm of ``user``; with "off" what waits is forgotten."""
    now = timezone.now()
    due_at = now if rhythm == AlertRhythm.AT_ONCE else next_due(rhythm, now)
    choice, _made = AlertChoice.objects.update_or_create(
        user=user, defaults={"rhythm": rhythm, "due_at": due_at, "changed_at": now}
    )
    if rhythm == AlertRhythm.OFF:
        AlertPair.objects.filter(user=user, told_at__isnull=True).delete()
    return choice


def token_of(user: Any) -> str:
    """What stops the mails of ``user`` without signing in."""
    return signing.dumps(user.pk, salt=SALT)


def user_pk(token: str) -> int:
    """Whose link it is.

    Raises:
        BadSignature: the link is forged or cut off.
    """
    return int(signing.loads(token, salt=SALT))
