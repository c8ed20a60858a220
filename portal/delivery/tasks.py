"""Celery's doors to the same worker that runs embedded."""

from celery import shared_task

from . import periodic, worker

ROWS = 500


@shared_task(ignore_result=True)
def drain() -> int:
    """Drain the outbox; a bounded number of rows, so that a worker can be stopped."""
    return worker.drain(limit=ROWS)


@shared_task(ignore_result=True)
def run_periodic() -> list[str]:
    """Run the periodic jobs that are due."""
    return periodic.run_due()
