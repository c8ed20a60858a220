"""Ranking the open needs of a week: rows of pairs, with reasons."""

from collections.abc import Collection, Mapping, Sequence

from django.db.models import QuerySet

from .. import matching, ranking, selectors, today
from ..models import Introduction, Need, Seed, WeekPair, WeekPlan

Found = Mapping[int, Sequence[matching.Match]]
"""Ranked seeds by need."""
WIDTHS = (12, 48, 200)
"""How many candidates a need gets at first, and when it would go without a proposal."""


def waiting_needs() -> QuerySet[Need]:
    """Open needs without a live introduction, those that have waited longest first."""
    return (
        Need.objects.open()
        .exclude(proposals__introduction__in=Introduction.objects.live())
        .order_by("published_at", "pk")
    )


def rank(needs: Sequence[Need], *, width: int) -> dict[int, list[matching.Match]]:
    """The best ``width`` seeds for each of ``needs``, without those that help nobody."""
    prepared = {need.pk: ranking.prepare_need(matching.need_profile(need)) for need in needs}
    order = today.order()
    ranked = {pk: order.best(one, limit=width) for pk, one in prepared.items()}
    wanted = {int(entry.seed.seed.key) for found in ranked.values() for entry in found}
    records = Seed.objects.with_terms().in_bulk(wanted)
    return {pk: _worth(matching.explain(one, ranked[pk], records)) for pk, one in prepared.items()}


def _worth(matches: Sequence[matching.Match]) -> list[matching.Match]:
    best = max((match.score for match in matches), default=0.0)
    floor = max(selectors.MIN_SCORE, best * selectors.MIN_SHARE)
    return [match for match in matches if match.score >= floor]


def keep(plan: WeekPlan, found: Found) -> None:
    """Write ``found`` as pairs of ``plan``; what a person decided about a pair stays."""
    WeekPair.objects.bulk_create(
        [
            WeekPair(
                plan=plan,
                need_id=need,
                seed=match.seed,
                quality=match.fit,
                reasons=match.reasons_json(),
            )
            for need, matches in found.items()
            for match in matches
        ],
        update_conflicts=True,
        unique_fields=["plan", "need", "seed"],
        update_fields=["quality", "reasons"],
        batch_size=500,
    )


def drop_others(plan: WeekPlan, needs: Collection[int]) -> None:
    """Forget pairs of ``needs`` about which nothing was decided: they are ranked anew."""
    plan.pairs.filter(need_id__in=needs, mark="").delete()
