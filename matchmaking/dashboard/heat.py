"""Where needs outnumber seeds: theme × prefecture, theme × sector, and the next seminar."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from portal.taxonomy.models import Prefecture, Theme

from .facts import ELSEWHERE, Facts, NeedFact, SeedFact
from .suppression import Cell, Line, protect

LEVELS = 4
COMMON = "common"
Grouped = Mapping[tuple[str, str], Sequence[NeedFact]]


@dataclass(frozen=True)
class Square:
    """Needs (None: hidden) and open seeds of one theme in one column; the darker, the wider."""

    needs: int | None
    seeds: int
    level: int


@dataclass(frozen=True)
class Row:
    """One theme."""

    theme: Theme
    squares: Sequence[Square]
    total: int | None

    @property
    def label(self) -> str:
        """The theme in the language of the moment."""
        return self.theme.label


@dataclass(frozen=True)
class Map:
    """A heat-map."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Row]

    @property
    def told(self) -> list[Row]:
        """The themes that somebody needs."""
        return [row for row in self.rows if row.total != 0]


@dataclass(frozen=True)
class Suggestion:
    """The seminar that would help most; without a prefecture it is online for all."""

    theme: Theme
    prefecture: Prefecture | None
    needs: int | None
    seeds: int

    @property
    def title(self) -> str:
        """What the event could be called."""
        place = self.prefecture.label if self.prefecture else _("オンライン")
        return _("%(theme)s セミナー（%(place)s）") % {"theme": self.theme.label, "place": place}


def cell(needs: Sequence[NeedFact]) -> Cell:
    """How many needs, of how many companies."""
    return Cell(len(needs), len({one.company for one in needs}))


def by_quarter(facts: Facts) -> list[list[NeedFact]]:
    """The needs of each quarter of a year; nothing for a quarter."""
    if facts.period.quarter:
        return []
    found: dict[int, list[NeedFact]] = defaultdict(list)
    for one in facts.needs:
        found[one.quarter].append(one)
    return [found[number] for number in (1, 2, 3, 4)]


def by_prefecture(facts: Facts) -> Map:
    """Theme × prefecture; seeds that work online serve every prefecture."""
    columns = [(one.pk, one.label) for one in facts.prefectures]
    columns.append((ELSEWHERE, _("九州の外")))
    return _map(
        facts,
        _("テーマと都道府県"),
        columns,
        lambda one: one.prefecture,
        lambda seed, code: seed.online or code in seed.prefectures,
    )


def by_sector(facts: Facts) -> Map:
    """Theme × sector; seeds for all sectors serve every one."""
    return _map(
        facts,
        _("テーマと業種"),
        [(one.pk, one.label) for one in facts.sectors],
        lambda one: one.sector,
        lambda seed, code: bool(seed.sectors & {code, COMMON}),
    )


def _group(needs: Iterable[NeedFact], of: Callable[[NeedFact], str]) -> Grouped:
    found: dict[tuple[str, str], list[NeedFact]] = defaultdict(list)
    for one in needs:
        for theme in one.themes:
            found[theme, of(one)].append(one)
    return found


def _map(
    facts: Facts,
    title: str,
    columns: Sequence[tuple[str, str]],
    of: Callable[[NeedFact], str],
    serves: Callable[[SeedFact, str], bool],
) -> Map:
    whole = _group(facts.needs, of)
    quarters = [_group(found, of) for found in by_quarter(facts)]
    codes = [code for code, _label in columns]
    lines, offers = {}, {}
    for theme in facts.themes:
        given = [_line(grouped, theme.pk, codes) for grouped in quarters]
        lines[theme.pk] = protect(*_line(whole, theme.pk, codes), given)
        on_theme = [seed for seed in facts.seeds if theme.pk in seed.themes]
        offers[theme.pk] = [sum(serves(seed, code) for seed in on_theme) for code in codes]
    widest = max(
        (_gap(*pair) for pk in lines for pair in _pairs(lines[pk], offers[pk])), default=0
    )
    rows = [
        Row(
            theme,
            [
                Square(needs, seeds, _level(_gap(needs, seeds), widest))
                for needs, seeds in _pairs(lines[theme.pk], offers[theme.pk])
            ],
            lines[theme.pk].total,
        )
        for theme in facts.themes
    ]
    return Map(title, [label for _code, label in columns], rows)


def _pairs(line: Line, seeds: Sequence[int]) -> list[tuple[int | None, int]]:
    return list(zip(line.cells, seeds, strict=True))


def _line(grouped: Grouped, theme: str, codes: Sequence[str]) -> tuple[list[Cell], Cell]:
    squares = [grouped.get((theme, code), ()) for code in codes]
    return [cell(found) for found in squares], cell([one for found in squares for one in found])


def _gap(needs: int | None, seeds: int) -> float:
    """Needs for each seed, were there one more."""
    return (needs or 0) / (seeds + 1)


def _level(gap: float, widest: float) -> int:
    return 1 + round((LEVELS - 1) * gap / widest) if gap else 0


def suggest(facts: Facts, shown: Map) -> Suggestion | None:
    """Theme and prefecture with the most unserved demand of at least five companies.

    Unserved is a need that is still open and was never put to both sides. If no
    prefecture has that many, the theme that has them in all, online.
    """
    unserved = [one for one in facts.needs if one.is_open and one.asked_at is None]
    by_place = _group(unserved, lambda one: one.prefecture)
    by_theme = _group(unserved, lambda one: "")
    found: list[tuple[int, int, Suggestion]] = []
    everywhere: list[tuple[int, int, Suggestion]] = []
    for row in shown.rows:
        theme = row.theme.pk
        for place, square in zip(facts.prefectures, row.squares, strict=False):
            demand = cell(by_place.get((theme, place.pk), ()))
            if demand.companies and not demand.is_small and square.needs is not None:
                offer = Suggestion(row.theme, place, square.needs, square.seeds)
                found.append((demand.needs, -square.seeds, offer))
        demand = cell(by_theme.get((theme, ""), ()))
        if demand.companies and not demand.is_small and row.total is not None:
            seeds = sum(theme in seed.themes for seed in facts.seeds)
            offer = Suggestion(row.theme, None, row.total, seeds)
            everywhere.append((demand.needs, -seeds, offer))
    best = max(found or everywhere, key=lambda one: one[:2], default=None)
    return best[2] if best else None
