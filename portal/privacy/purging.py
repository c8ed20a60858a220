"""The nightly purge: every retention rule once, with a log; then due erasures."""

import logging

from django.db import transaction
from django.utils import timezone

from . import erasure, retention
from .models import PurgeRun

logger = logging.getLogger(__name__)


def run() -> list[PurgeRun]:
    """Run every rule; a failing one is logged and does not stop the others."""
    runs = []
    for rule in retention.rules():
        cutoff = timezone.now() - rule.period
        error, dropped = "", 0
        try:
            with transaction.atomic():
                dropped = rule.purge(cutoff)
        except Exception as problem:
            logger.exception("retention rule %s failed", rule.name)
            error = type(problem).__name__
        runs.append(
            PurgeRun.objects.create(rule=rule.name, cutoff=cutoff, dropped=dropped, error=error)
        )
    erasure.carry_out_due()
    return runs
