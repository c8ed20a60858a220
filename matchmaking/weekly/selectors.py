"""Reading the week for its pages; nothing is solved here."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time

from django.db.models import Q, QuerySet
from django.utils import timezone

from ..assignment.problem import POINTS
from ..models import Introduction, Need, WeekPair, WeekPlan
from ..reasons import Reason, from_json
from . import candidates, capacity
from .capacity import Capacities


@dataclass(frozen=True)
class Line:
    """One pair as it is shown: reasons in words, what its expert has taken on this month."""

    pair: WeekPair
    load: int
    month: int
    left: int

    @property
    def reasons(self) -> list[Reason]:
        """The strongest reasons, in the language of the moment."""
        return from_json(self.pair.reasons)[:4]


@dataclass(frozen=True)
class Row:
    """One waiting need with the pairs that were chosen for it."""

    need: Need
    lines: Sequence[Line]
    resting: bool
    decided: bool


@dataclass(frozen=True)
class Figures:
    """What the week is worth, and what decisions by hand cost."""

    waiting: int
    served: int
    proposals: int
    gap: float
    fewer: int


def line(pair: WeekPair, capacities: Capacities) -> Line:
    """``pair`` with the load of its expert; its seed may have closed meanwhile."""
    expert = pair.seed.organization_id
    known = pair.seed_id in capacities.of_seed
    return Line(
        pair,
        load=capacities.load_of_expert.get(expert, 0),
        month=capacities.month_of_expert.get(expert, 0),
        left=capacities.left(pair.seed_id) if known else 0,
    )


def waiting(plan: WeekPlan) -> QuerySet[Need]:
    """The needs of the week with their companies, those that have waited longest first."""
    return candidates.waiting_needs().select_related("organization", "sector", "prefecture")


def _pairs(plan: WeekPlan) -> QuerySet[WeekPair]:
    return plan.pairs.select_related("seed__organization", "need").order_by("-quality", "pk")


def rows(plan: WeekPlan, needs: Sequence[Need]) -> list[Row]:
    """``needs`` with their chosen pairs; a fixed number of queries."""
    capacities = capacity.now()
    resting = set(plan.resting.values_list("pk", flat=True))
    found: dict[int, list[WeekPair]] = defaultdict(list)
    for pair in _pairs(plan).filter(Q(chosen=True) | ~Q(mark=""), need__in=needs):
        found[pair.need_id].append(pair)
    return [
        Row(
            need,
            [line(pair, capacities) for pair in found[need.pk] if pair.chosen],
            resting=need.pk in resting,
            decided=need.pk in resting or any(pair.mark for pair in found[need.pk]),
        )
        for need in needs
    ]


def chosen_ids(plan: WeekPlan) -> list[int]:
    """The chosen pairs of needs that still wait."""
    found = plan.pairs.filter(chosen=True, need__in=candidates.waiting_needs())
    return list(found.order_by("pk").values_list("pk", flat=True))


def figures(plan: WeekPlan) -> Figures:
    """The figures above the list."""
    return Figures(
        waiting=candidates.waiting_needs().count(),
        served=plan.served,
        proposals=len(chosen_ids(plan)),
        gap=(plan.best_points - plan.points) / POINTS,
        fewer=plan.best_served - plan.served,
    )


def begun_this_week(plan: WeekPlan) -> int:
    """Introductions that began in the week of ``plan``."""
    begin = timezone.make_aware(datetime.combine(plan.week, time.min))
    return Introduction.objects.filter(created_at__gte=begin).count()
