"""The figures of a period; docs/matchmaking-dashboard.md defines each in words."""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import quantiles
from typing import Any

from django.utils.translation import gettext as _

from events.surveys.enums import SMALLEST_GROUP

from ..assignment.loads import gini
from ..enums import GOOD_OUTCOMES, OutcomeKind, Side
from . import heat
from .facts import ELSEWHERE, Facts, NeedFact
from .suppression import Cell, protect

# The company's word counts first: it is the company's trouble.
WORDS = (Side.COMPANY, Side.PROVIDER, Side.COORDINATOR)
DAY_SECONDS = 24 * 3600


@dataclass(frozen=True)
class Wait:
    """Days from a need's publication to a step; None where fewer than five needs got there."""

    reached: int
    of: int
    lower: float | None
    median: float | None
    upper: float | None


@dataclass(frozen=True)
class Rate:
    """A share; None where it would rest on fewer than five."""

    number: int
    of: int
    waiting: int = 0

    @property
    def percent(self) -> int | None:
        """The share in per cent."""
        return round(100 * self.number / self.of) if self.of >= SMALLEST_GROUP else None


@dataclass(frozen=True)
class Table:
    """Numbers by label; None is hidden."""

    title: str
    rows: Sequence[tuple[str, int | None]]

    @property
    def told(self) -> list[tuple[str, int | None]]:
        """The rows that count something."""
        return [row for row in self.rows if row[1] != 0]

    @property
    def largest(self) -> int:
        """The longest bar."""
        return max((number or 0 for _label, number in self.rows), default=0)


@dataclass(frozen=True)
class Figures:
    """All figures of a period."""

    needs: int | None
    tables: Sequence[Table]
    to_ask: Wait
    to_meet: Wait
    mutual: Rate
    outcome: Rate
    kinds: Table
    load_gini: float | None
    experts: int
    introductions: int
    loads: Table
    maps: Sequence[heat.Map]
    suggestion: heat.Suggestion | None


def read(facts: Facts) -> Figures:
    """The figures of ``facts``."""
    maps = [heat.by_prefecture(facts), heat.by_sector(facts)]
    loads = Counter(one.provider for one in facts.asked)
    held = [loads[expert] for expert in sorted(facts.experts)]
    by_sector, needs = _partition(
        facts,
        _("業種別の困りごと"),
        [(one.pk, one.label) for one in facts.sectors],
        lambda one: one.sector,
    )
    places = [(one.pk, one.label) for one in facts.prefectures] + [(ELSEWHERE, _("九州の外"))]
    by_place, _needs = _partition(
        facts, _("都道府県別の困りごと"), places, lambda one: one.prefecture
    )
    return Figures(
        needs=needs,
        tables=[
            Table(_("テーマ別の困りごと"), [(row.label, row.total) for row in maps[0].rows]),
            by_sector,
            by_place,
        ],
        to_ask=_wait(facts.needs, lambda one: one.asked_at),
        to_meet=_wait(facts.needs, lambda one: one.met_at),
        mutual=_mutual(facts),
        outcome=_outcome(facts),
        kinds=_kinds(facts),
        load_gini=gini(held) if len(held) >= SMALLEST_GROUP else None,
        experts=len(held),
        introductions=len(facts.asked),
        loads=_loads(held),
        maps=maps,
        suggestion=heat.suggest(facts, maps[0]),
    )


def _partition(
    facts: Facts, title: str, labels: Sequence[tuple[Any, str]], of: Callable[[NeedFact], str]
) -> tuple[Table, int | None]:
    """Needs by something each has exactly one of, and how many there are in all."""

    def line(needs: Sequence[NeedFact]) -> tuple[list[Cell], Cell]:
        grouped: dict[str, list[NeedFact]] = defaultdict(list)
        for one in needs:
            grouped[of(one)].append(one)
        return [heat.cell(grouped[code]) for code, _label in labels], heat.cell(needs)

    quarters = heat.by_quarter(facts)
    shown = protect(*line(facts.needs), [line(found) for found in quarters])
    rows = zip((label for _code, label in labels), shown.cells, strict=True)
    return Table(title, list(rows)), shown.total


def _wait(needs: Sequence[NeedFact], step: Callable[[NeedFact], datetime | None]) -> Wait:
    days = [
        max(0.0, (at - one.published_at).total_seconds() / DAY_SECONDS)
        for one in needs
        if (at := step(one)) is not None
    ]
    if len(days) < SMALLEST_GROUP:
        return Wait(len(days), len(needs), None, None, None)
    lower, median, upper = quantiles(days, n=4, method="inclusive")
    return Wait(len(days), len(needs), lower, median, upper)


def _mutual(facts: Facts) -> Rate:
    """Of what was put to both sides and is decided, what both agreed to."""
    yes = sum(one.met_at is not None for one in facts.asked)
    ended = sum(one.met_at is None and one.has_ended for one in facts.asked)
    return Rate(yes, yes + ended, waiting=len(facts.asked) - yes - ended)


def _word(facts: Facts, introduction: int) -> str:
    """What came of it, by the first side in the order of ``WORDS`` that told."""
    told = facts.outcomes.get(introduction, {})
    silent = str(OutcomeKind.NO_ANSWER)
    said = [told[side] for side in WORDS if side in told]
    return next((kind for kind in said if kind != silent), silent if said else "")


def _outcome(facts: Facts) -> Rate:
    words = [_word(facts, one.pk) for one in facts.met]
    return Rate(sum(word in GOOD_OUTCOMES for word in words), len(words), waiting=words.count(""))


def _kinds(facts: Facts) -> Table:
    """How introductions of the period turned out; few of one kind are hidden."""
    words = Counter(_word(facts, one.pk) for one in facts.met)
    labels = [*OutcomeKind.choices, ("", _("まだ分からない"))]
    cells = [Cell(words[kind], words[kind]) for kind, _label in labels]
    shown = protect(cells, Cell(len(facts.met), len(facts.met)))
    rows = zip((str(label) for _kind, label in labels), shown.cells, strict=True)
    return Table(_("紹介の成果"), list(rows))


def _loads(held: Sequence[int]) -> Table:
    """How many experts took on how many introductions."""
    most = 5
    counted = Counter(min(one, most) for one in held)
    labels = [_("%(number)s件") % {"number": number} for number in range(most)]
    labels.append(_("%(number)s件以上") % {"number": most})
    return Table(
        _("支援者が受けた紹介の数"),
        [(label, counted[number]) for number, label in enumerate(labels)],
    )
