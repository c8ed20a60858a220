"""Draining the outbox: claim, handle, finish; safe against being killed at any moment.

A row is claimed by a conditional UPDATE that sets a lease. Who dies while holding one
loses it when it runs out, and another worker takes the row. Handlers may therefore run
twice, and must not mind.
"""

import logging
import random
import uuid
from collections.abc import Callable
from contextvars import ContextVar
from datetime import datetime, timedelta

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from . import handlers
from .models import OutboxMessage, OutboxState

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=2)
FIRST_WAIT_SECONDS = 5
LONGEST_WAIT_SECONDS = 30 * 60
MAX_ATTEMPTS = 60  # about 28 hours of a server that does not answer
ERROR_LENGTH = 500

_current: ContextVar[OutboxMessage | None] = ContextVar("outbox_message", default=None)


class PermanentError(Exception):
    """Raised by a handler when trying again cannot help."""


def claimable(now: datetime) -> Q:
    """Rows that may be taken at ``now``."""
    free = Q(leased_until__isnull=True) | Q(leased_until__lt=now)
    return Q(state=OutboxState.PENDING, available_at__lte=now) & free


def claim() -> OutboxMessage | None:
    """Take the oldest row that is due and free; None if there is none."""
    while True:
        now = timezone.now()
        due = OutboxMessage.objects.filter(claimable(now)).order_by("available_at", "id")
        message = due.first()
        if message is None:
            return None
        lease = str(uuid.uuid4())
        taken = OutboxMessage.objects.filter(claimable(now), pk=message.pk).update(
            lease=lease, leased_until=now + LEASE, attempts=F("attempts") + 1
        )
        if taken:
            message.lease, message.attempts = lease, message.attempts + 1
            return message


def renew() -> None:
    """Extend the lease of the row being handled; a handler that takes minutes calls it."""
    message = _current.get()
    if message is not None:
        _held(message).update(leased_until=timezone.now() + LEASE)


def wait_after(attempts: int) -> timedelta:
    """How long to leave a row alone after so many attempts: doubling, with jitter."""
    seconds = min(FIRST_WAIT_SECONDS * 2 ** (attempts - 1), LONGEST_WAIT_SECONDS)
    return timedelta(seconds=seconds * random.uniform(0.8, 1.2))  # noqa: S311 (no secret)


def _held(message: OutboxMessage) -> QuerySet[OutboxMessage]:
    return OutboxMessage.objects.filter(pk=message.pk, lease=message.lease)


def _finish(message: OutboxMessage) -> None:
    _held(message).update(
        state=OutboxState.DONE, done_at=timezone.now(), leased_until=None, lease="", last_error=""
    )


def _fail(message: OutboxMessage, error: Exception) -> None:
    dead = isinstance(error, PermanentError | KeyError) or message.attempts >= MAX_ATTEMPTS
    _held(message).update(
        state=OutboxState.DEAD if dead else OutboxState.PENDING,
        available_at=timezone.now() + wait_after(message.attempts),
        leased_until=None,
        lease="",
        last_error=f"{type(error).__name__}: {error}"[:ERROR_LENGTH],
    )
    logger.log(
        logging.ERROR if dead else logging.WARNING,
        "outbox message failed",
        extra={
            "topic": message.topic,
            "outbox_id": message.pk,
            "attempts": message.attempts,
            "dead": dead,
            "error": type(error).__name__,
        },
    )


def handle(message: OutboxMessage) -> bool:
    """Have a claimed row done; whether it was."""
    token = _current.set(message)
    try:
        handlers.handler_for(message.topic)(message.payload)
    except Exception as error:
        _fail(message, error)
        return False
    finally:
        _current.reset(token)
    _finish(message)
    return True


def drain(*, stopping: Callable[[], bool] = lambda: False, limit: int | None = None) -> int:
    """Handle what is due, one after another; the number of rows handled.

    Args:
        stopping: asked between rows; True ends the drain early.
        limit: the most rows to handle.
    """
    handled = 0
    try:
        while not stopping() and (limit is None or handled < limit):
            message = claim()
            if message is None:
                break
            handle(message)
            handled += 1
    finally:
        handlers.rest()
    return handled
