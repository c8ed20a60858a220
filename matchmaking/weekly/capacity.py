"""How much experts have taken on this month, and how much they can still take."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import Count, F, QuerySet
from django.utils import timezone

from ..learning import feedback
from ..models import Introduction, Seed


def month_begin() -> datetime:
    """Midnight of the first of this month in Japan."""
    return timezone.localtime().replace(day=1, hour=0, minute=0, second=0, microsecond=0)


def begun() -> QuerySet[Introduction]:
    """Introductions of this month; those that ended without a result free their place."""
    return Introduction.objects.live().filter(created_at__gte=month_begin()).order_by("pk")


def taken() -> QuerySet[Any, Any]:
    """How many places of each seed are taken this month: rows of ``seed`` and ``number``."""
    counted = begun().order_by().values(seed=F("proposal__seed_id"))
    return counted.annotate(number=Count("pk"))


def left(seed: Seed) -> int:
    """How many more introductions ``seed`` can take this month."""
    return max(0, seed.capacity_per_month - begun().filter(proposal__seed=seed).count())


@dataclass(frozen=True)
class Capacities:
    """This month, by id: places of each seed, proposals of each seed and of each expert."""

    of_seed: Mapping[int, int]
    expert_of: Mapping[int, int]
    used_of_seed: Mapping[int, int]
    load_of_expert: Mapping[int, int]

    def left(self, seed: int) -> int:
        """How many more proposals ``seed`` can take this month."""
        return max(0, self.of_seed[seed] - self.used_of_seed.get(seed, 0))

    @cached_property
    def month_of_expert(self) -> Mapping[int, int]:
        """How many proposals the open seeds of each expert can take in a whole month."""
        months: Counter[int] = Counter()
        for seed, places in self.of_seed.items():
            months[self.expert_of[seed]] += places
        return months


def now() -> Capacities:
    """The capacities of all open seeds; introductions that ended free their place.

    A place that its provider lately had no time for counts as used.
    """
    seeds = Seed.objects.open().annotate(busy=feedback.busy())
    rows = list(
        seeds.order_by("pk").values_list("pk", "organization_id", "capacity_per_month", "busy")
    )
    taken = list(begun().values_list("proposal__seed_id", "proposal__provider_id"))
    used = Counter(seed for seed, _expert in taken)
    used.update({pk: busy for pk, _expert, _places, busy in rows if busy})
    return Capacities(
        of_seed={pk: places for pk, _expert, places, _busy in rows},
        expert_of={pk: expert for pk, expert, _places, _busy in rows},
        used_of_seed=used,
        load_of_expert=Counter(expert for _seed, expert in taken),
    )
