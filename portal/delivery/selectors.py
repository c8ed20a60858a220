"""Reading the outbox."""

from datetime import datetime

from .models import OutboxMessage, OutboxState


def oldest_due() -> datetime | None:
    """Since when the oldest pending message has been waiting; None if none is."""
    pending = OutboxMessage.objects.filter(state=OutboxState.PENDING)
    return pending.order_by("created_at").values_list("created_at", flat=True).first()


def dead_count() -> int:
    """How many messages failed for good and wait for a person."""
    return OutboxMessage.objects.filter(state=OutboxState.DEAD).count()
