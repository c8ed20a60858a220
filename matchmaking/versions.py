"""Which weights are in force: the versions kept in the database, read without fail."""

import logging
from collections.abc import Callable
from typing import Any, TypeVar

from django.db.models import QuerySet, Subquery

from . import ranking, weighing
from .models import WeightsVersion

Read = TypeVar("Read")
log = logging.getLogger(__name__)


def stamp() -> Subquery:
    """Changes whenever a version is made or switched; a column for other queries."""
    newest: QuerySet[Any] = WeightsVersion.objects.order_by("-changed_at", "-pk")
    return Subquery(newest.values("changed_at")[:1])


def in_use(kind: str) -> WeightsVersion | None:
    """The version of ``kind`` that is switched on."""
    return WeightsVersion.objects.filter(kind=kind, in_use=True).first()


def _read(kind: str, read: Callable[[Any], Read]) -> Read | None:
    version = in_use(kind)
    if version is None:
        return None
    try:
        return read(version.weights)
    except weighing.UnreadableError:
        log.exception("Weights %s cannot be read; those set by hand hold.", version.pk)
        return None


def in_force() -> weighing.Weighing:
    """The weights that rank now: what is switched on, else ``weights.yaml``."""
    return weighing.Weighing(
        by=_read(WeightsVersion.Kind.HAND, weighing.by_hand) or ranking.weights(),
        learned=_read(WeightsVersion.Kind.LEARNED, weighing.learned),
    )
