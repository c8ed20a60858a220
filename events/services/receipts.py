"""Receipts that the worker writes: for many applications at once, soon after they are kept."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from portal.delivery import outbox

from ..models import Registration
from . import notices

TOPIC = "events.receipt"


def promise(registrations: Iterable[Registration]) -> None:
    """Have the receipt of each written after commit, in the caller's transaction."""
    outbox.put_all(
        topic=TOPIC,
        payloads={
            f"{TOPIC}:{one.reference}": {"registration": one.pk, "state": str(one.state)}
            for one in registrations
        },
    )


def deliver(payload: dict[str, Any]) -> None:
    """Consumer of the outbox: receipt and invitations of one application; twice is once.

    Who stands elsewhere by now (cancelled, promoted) has been told so, and is not told what
    is no longer true.
    """
    found = (
        Registration.objects.select_related(
            "session__event", "session__prefecture", "participation_type", "applied_type"
        )
        .filter(pk=payload["registration"], state=payload["state"])
        .first()
    )
    if found is None:
        return
    with transaction.atomic():
        notices.received(found)
