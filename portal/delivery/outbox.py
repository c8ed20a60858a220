"""Writing to the outbox; ``worker`` drains it."""

import logging
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from kombu.exceptions import OperationalError

from .models import OutboxMessage, OutboxState

logger = logging.getLogger(__name__)


def put(*, topic: str, key: str, payload: dict[str, Any]) -> OutboxMessage:
    """Keep one thing to do after commit, once per ``key``.

    Call it inside the transaction of the change it tells of.
    """
    message = OutboxMessage(key=key, topic=topic, payload=payload)
    try:
        # Nearly every key is new: no look before.
        with transaction.atomic():
            message.save(force_insert=True)
    except IntegrityError:
        known = OutboxMessage.objects.filter(key=key).first()
        if known is None:
            raise
        return known
    _wake_after_commit()
    return message


def put_all(*, topic: str, payloads: dict[str, dict[str, Any]]) -> None:
    """``put`` for many at once: what is to be done, by key."""
    OutboxMessage.objects.bulk_create(
        (
            OutboxMessage(key=key, topic=topic, payload=payload)
            for key, payload in payloads.items()
        ),
        ignore_conflicts=True,
    )
    _wake_after_commit()


def _wake_after_commit() -> None:
    if settings.TASK_RUNNER == "celery":
        transaction.on_commit(wake, robust=True)


def wake() -> None:
    """Tell Celery that there is work; if its broker is away, beat finds the row later."""
    try:
        celery = import_string(settings.CELERY_APP)
        celery.send_task("portal.delivery.tasks.drain", retry=False, ignore_result=True)
    except (OSError, OperationalError):
        logger.warning("broker not available; the outbox waits")


def requeue_dead(*, topic: str = "", ids: list[int] | None = None) -> int:
    """Have dead messages tried again; how many there were."""
    rows = OutboxMessage.objects.filter(state=OutboxState.DEAD)
    if topic:
        rows = rows.filter(topic=topic)
    if ids is not None:
        rows = rows.filter(pk__in=ids)
    return rows.update(
        state=OutboxState.PENDING, attempts=0, available_at=timezone.now(), last_error=""
    )
