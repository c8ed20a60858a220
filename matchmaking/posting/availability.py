"""Who takes no more this month: said on the offer, and not proposed."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, F, QuerySet

from ..models import Introduction, Seed
from ..weekly import capacity


def _taken() -> QuerySet[Any, Any]:
    """Introductions begun this month that did not end, counted by seed."""
    return (
        Introduction.objects.live()
        .filter(created_at__gte=capacity.month_begin())
        .order_by()
        .values("proposal__seed")
        .annotate(taken=Count("pk"))
    )


def full() -> set[int]:
    """Seeds whose places of this month are taken: one query."""
    rows = _taken().filter(taken__gte=F("proposal__seed__capacity_per_month"))
    return set(rows.values_list("proposal__seed", flat=True))


def is_full(seed: Seed) -> bool:
    """Whether ``seed`` takes nobody more this month."""
    (marked,) = mark([seed])
    return marked.is_full


def mark(seeds: Iterable[Seed]) -> list[Seed]:
    """``seeds`` with ``is_full`` told to each: one query."""
    found = list(seeds)
    rows = _taken().filter(proposal__seed__in=[seed.pk for seed in found])
    taken = dict(rows.values_list("proposal__seed", "taken"))
    for seed in found:
        seed.is_full = taken.get(seed.pk, 0) >= seed.capacity_per_month
    return found
