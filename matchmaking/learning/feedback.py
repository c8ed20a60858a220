"""What "not this one" teaches apart from relevance: capacity, conflicts, and the taxonomy.

A reason works only where it belongs: busy providers get fewer proposals for some weeks,
organizations in conflict never meet again, and themes that are often judged irrelevant
together are shown to staff, who keep the vocabulary.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q
from django.utils import timezone

from portal.taxonomy.models import Theme

from .. import conflicts
from ..enums import DismissReason, ProposalState
from ..models import Need, Proposal, Seed
from ..ranking import PreparedSeed

BUSY_FOR = timedelta(weeks=4)
LOOKED_BACK = timedelta(days=365)
LEAST = 3
"""Judgements of two themes together before they are shown: fewer say nothing."""


def busy_since() -> datetime:
    """Busy judgements before this no longer count."""
    return timezone.now() - BUSY_FOR


def busy() -> Count:
    """How many places of a seed its provider lately had no time for; a column for queries."""
    return Count(
        "proposals",
        filter=Q(
            proposals__state=ProposalState.DISMISSED,
            proposals__dismiss_reason=DismissReason.BUSY,
            proposals__updated_at__gte=busy_since(),
        ),
    )


def left_out(need: Need, seeds: Sequence[PreparedSeed]) -> set[str]:
    """Keys of ``seeds`` not to be shown for ``need``.

    Those set aside for it, all of a provider in conflict with its company, and those
    whose places of the month are taken by other work. Two queries.
    """
    dismissed = Proposal.objects.filter(state=ProposalState.DISMISSED).filter(
        Q(need=need) | Q(dismiss_reason=DismissReason.BUSY, updated_at__gte=busy_since())
    )
    barred = {str(pk) for pk in conflicts.providers(need.organization_id)}
    aside: set[str] = set()
    taken: Counter[str] = Counter()
    for need_id, seed, reason in dismissed.order_by("pk").values_list(
        "need_id", "seed_id", "dismiss_reason"
    ):
        if need_id == need.pk:
            aside.add(str(seed))
        if reason == DismissReason.BUSY:
            taken[str(seed)] += 1
    return aside | {
        one.seed.key
        for one in seeds
        if one.seed.organization in barred
        or taken[one.seed.key] >= max(1, one.seed.capacity_per_month)
    }


@dataclass(frozen=True)
class ThemePair:
    """A theme of needs and one of offers, often judged not to fit."""

    need: Theme
    seed: Theme
    irrelevant: int
    all: int


def theme_pairs() -> list[ThemePair]:
    """Themes judged irrelevant together most often in the past year."""
    since = timezone.now() - LOOKED_BACK
    known = Theme.objects.in_bulk()
    irrelevant = Count("pk", filter=Q(dismiss_reason=DismissReason.IRRELEVANT), distinct=True)
    rows = (
        Proposal.objects.filter(
            updated_at__gte=since, need__themes__isnull=False, seed__themes__isnull=False
        )
        .order_by()
        .values("need__themes", "seed__themes")
        .annotate(irrelevant=irrelevant, all=Count("pk", distinct=True))
        .filter(irrelevant__gte=LEAST)
    )
    found = [
        ThemePair(
            known[row["need__themes"]], known[row["seed__themes"]], row["irrelevant"], row["all"]
        )
        for row in rows
    ]
    found.sort(key=lambda one: (-one.irrelevant / one.all, -one.irrelevant, one.need.pk))
    return found


@dataclass(frozen=True)
class Offer:
    """A seed with how often something other than its subject did not suit."""

    seed: Seed
    busy: int
    price: int
    place: int


def offers() -> list[Offer]:
    """Seeds set aside for time, price or place in the past year, the most often first."""
    since = timezone.now() - LOOKED_BACK
    counted = {
        reason.value: Count("pk", filter=Q(dismiss_reason=reason))
        for reason in (DismissReason.BUSY, DismissReason.PRICE, DismissReason.PLACE)
    }
    rows = list(
        Proposal.objects.filter(updated_at__gte=since, dismiss_reason__in=list(counted))
        .order_by()
        .values("seed")
        .annotate(**counted)
    )
    seeds = Seed.objects.select_related("organization").in_bulk([row["seed"] for row in rows])
    found = [Offer(seeds[row["seed"]], row["busy"], row["price"], row["place"]) for row in rows]
    found.sort(key=lambda one: (-(one.busy + one.price + one.place), one.seed.pk))
    return found
