"""Things done every so often; rooms register them in ``ready()``.

The embedded worker and Celery beat ask alike; a lease in the database lets one run at a
time, whoever asks.
"""

import logging
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from .models import PeriodicRun

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=15)


@dataclass(frozen=True)
class Job:
    """A function and how often it is wanted."""

    name: str
    every: timedelta
    function: Callable[[], object]


_jobs: dict[str, Job] = {}


def register(name: str, every_seconds: int, function: Callable[[], object]) -> None:
    """Have ``function`` run every ``every_seconds``; ValueError if ``name`` is taken."""
    if name in _jobs:
        raise ValueError(f"Periodic job {name!r} is registered already.")
    _jobs[name] = Job(name, timedelta(seconds=every_seconds), function)


def jobs() -> list[Job]:
    """All jobs in the order of registration."""
    return list(_jobs.values())


def run_due() -> list[str]:
    """Run what is due and held by nobody; the names of what ran."""
    known = dict(PeriodicRun.objects.values_list("name", "due_at"))
    now = timezone.now()
    ran = []
    for job in jobs():
        if job.name not in known:
            PeriodicRun.objects.get_or_create(name=job.name)
        elif known[job.name] > now:
            continue
        if _run(job):
            ran.append(job.name)
    return ran


def _run(job: Job) -> bool:
    """Take the lease of ``job`` and run it; False if somebody else has it."""
    now = timezone.now()
    lease = str(uuid.uuid4())
    free = Q(leased_until__isnull=True) | Q(leased_until__lt=now)
    rows = PeriodicRun.objects.filter(free, name=job.name, due_at__lte=now)
    if not rows.update(lease=lease, leased_until=now + LEASE):
        return False
    error = ""
    try:
        job.function()
    except Exception as problem:
        logger.exception("periodic job failed", extra={"job": job.name})
        error = f"{type(problem).__name__}: {problem}"[:500]
    PeriodicRun.objects.filter(name=job.name, lease=lease).update(
        lease="",
        leased_until=None,
        ran_at=now,
        due_at=now + job.every,
        last_error=error,
    )
    return True
