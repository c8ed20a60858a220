"""Whether what should leave the portal does leave it."""

from datetime import timedelta

from django.utils import timezone

from portal.health import CheckError

from . import selectors

OLDEST = timedelta(minutes=10)


def check_outbox() -> None:
    """Nothing that is due waits for long, nothing is dead.

    Raises:
        CheckError: a worker is missing or something keeps failing.
    """
    waiting = selectors.oldest_due()
    if waiting is not None and timezone.now() - waiting > OLDEST:
        minutes = int((timezone.now() - waiting).total_seconds() // 60)
        raise CheckError(f"the oldest message has waited {minutes} minutes")
    if dead := selectors.dead_count():
        raise CheckError(f"{dead} messages failed for good")
