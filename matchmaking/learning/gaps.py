"""Missing seeds: open needs that no open seed fits well, by theme and prefecture.

What the night has ranked is read from the week's plan; newer needs are ranked now.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import OuterRef, Subquery

from portal.taxonomy.models import Prefecture, Theme

from .. import matching, ranking, reading, today
from ..models import Need, WeekPair, WeekPlan
from ..weekly import candidates

WELL_SERVED = 0.35
"""A need whose best seed scores less lacks an offer."""
AT_ONCE = 200
"""Needs ranked while a person waits."""


@dataclass(frozen=True)
class Gap:
    """A need without a good match, and what it speaks of."""

    need: Need
    topic: str
    theme: Theme | None
    best: float


@dataclass(frozen=True)
class Cell:
    """The gaps of one theme in one prefecture, the worst-served first."""

    theme: Theme | None
    prefecture: Prefecture
    gaps: list[Gap]

    @property
    def best(self) -> float:
        """The best score of the worst-served need."""
        return self.gaps[0].best


def _waiting() -> list[Need]:
    """Needs nobody was proposed for; ``ranked`` is their best pair of the last solved week."""
    plan = WeekPlan.objects.exclude(solved_at=None).first()
    pairs = WeekPair.objects.filter(plan=plan, need=OuterRef("pk")).order_by("-quality")
    found = (
        candidates.waiting_needs()
        .with_terms()
        .select_related("organization", "sector", "prefecture")
        .annotate(ranked=Subquery(pairs.values("quality")[:1]))
    )
    needs = list(found)
    for need in needs:
        night = plan is not None and plan.solved_at > max(need.published_at, need.updated_at)
        need.ranked = (need.ranked or 0.0) if night else None
    return needs


def _best(needs: Iterable[Need]) -> dict[int, float]:
    order = today.order()
    found = {}
    for need in needs:
        prepared = ranking.prepare_need(matching.need_profile(need))
        ranked = order.best(prepared, limit=1)
        found[need.pk] = ranked[0].score if ranked else 0.0
    return found


def found() -> list[Gap]:
    """All gaps, the worst first."""
    needs = _waiting()
    now = _best([need for need in needs if need.ranked is None][-AT_ONCE:])
    themes = {theme.code: theme for theme in Theme.objects.all()}
    gaps = []
    for need in needs:
        best = now.get(need.pk, WELL_SERVED) if need.ranked is None else need.ranked
        if best < WELL_SERVED:
            gaps.append(_gap(need, best, themes))
    return sorted(gaps, key=lambda gap: (gap.best, gap.need.pk))


def _gap(need: Need, best: float, themes: dict[str, Theme]) -> Gap:
    prepared = ranking.prepare_need(matching.need_profile(need))
    ticked = [theme.code for theme in need.themes.all()]
    codes = ticked or ranking.themes_of(reading.of_need(need.title, need.body))
    theme = next((themes[code] for code in codes if code in themes), None)
    return Gap(need, matching.main_topic(prepared), theme, best)


def cells(gaps: Iterable[Gap]) -> list[Cell]:
    """``gaps`` by theme and prefecture, where most is missing first."""
    grouped: dict[tuple[str, str], list[Gap]] = {}
    for gap in gaps:
        key = (gap.theme.code if gap.theme else "", str(gap.need.prefecture_id))
        grouped.setdefault(key, []).append(gap)
    made = [Cell(of[0].theme, of[0].need.prefecture, of) for of in grouped.values()]
    return sorted(made, key=lambda cell: (-len(cell.gaps), cell.best, cell.gaps[0].need.pk))
