"""Who takes no more this month: said on the offer, and not proposed."""

from collections.abc import Iterable

from django.db.models import F

from ..models import Seed
from ..weekly import capacity


def full() -> set[int]:
    """Seeds whose places of this month are taken: one query."""
    rows = capacity.taken().filter(number__gte=F("proposal__seed__capacity_per_month"))
    return {row["seed"] for row in rows}


def is_full(seed: Seed) -> bool:
    """Whether ``seed`` takes nobody more this month."""
    (marked,) = mark([seed])
    return marked.is_full


def mark(seeds: Iterable[Seed]) -> list[Seed]:
    """``seeds`` with ``is_full`` told to each: one query."""
    found = list(seeds)
    rows = capacity.taken().filter(proposal__seed__in=[seed.pk for seed in found])
    taken = {row["seed"]: row["number"] for row in rows}
    for seed in found:
        seed.is_full = taken.get(seed.pk, 0) >= seed.capacity_per_month
    return found
