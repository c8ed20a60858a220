"""The worst-served needs of today: long without a proposal, or without a good candidate."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Max
from django.utils import timezone

from ..models import Introduction, Need, WeekPair, WeekPlan

SHOWN = 10
LONG = timedelta(days=30)


@dataclass(frozen=True)
class Worst:
    """An open need nobody was proposed for; ``best`` is its best candidate this week."""

    need: Need
    days: int
    best: float | None


@dataclass(frozen=True)
class Waiting:
    """All needs without a live introduction, and the worst-served among them."""

    number: int
    long: int
    worst: list[Worst]


def read() -> Waiting:
    """Days waited times what the best candidate lacks, the largest first.

    How well candidates fit is known from the week's ranking; a need that was never
    ranked, or has no candidate, lacks everything.
    """
    now = timezone.now()
    rows, best = _waiting(), _best()
    order = sorted(
        rows, key=lambda row: ((row[1] - now) * (1 - min(best.get(row[0], 0.0), 1.0)), row[0])
    )
    records = Need.objects.select_related("organization", "sector", "prefecture").in_bulk(
        [pk for pk, _at in order[:SHOWN]]
    )
    return Waiting(
        number=len(rows),
        long=sum(now - at > LONG for _pk, at in rows),
        worst=[Worst(records[pk], (now - at).days, best.get(pk)) for pk, at in order[:SHOWN]],
    )


def _waiting() -> list[tuple[int, datetime]]:
    """Open needs without a live introduction; for many, two plain queries beat one."""
    live = Introduction.objects.live().order_by()
    begun = set(live.values_list("proposal__need_id", flat=True))
    rows = Need.objects.open().order_by("published_at", "pk").values_list("pk", "published_at")
    return [(pk, at) for pk, at in rows if pk not in begun and at is not None]


def _best() -> dict[int, float]:
    """The quality of the best candidate of each need, from the newest week."""
    plan = WeekPlan.objects.order_by("-week").values("pk")[:1]
    pairs = WeekPair.objects.filter(plan__in=plan).order_by()
    return dict(pairs.values_list("need_id").annotate(Max("quality")))
