"""Results and facets as the page shows them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from . import labels
from .api import Hit
from .engines.base import SPANS
from .periods import CHOICES
from .selection import DAYS, Selection

# More values than these are not offered at once.
MAX_OFFERED = 12
ALWAYS_OPEN = ("kind", DAYS)


@dataclass(frozen=True)
class Choice:
    """One value of a facet with the number of hits it would leave."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class Facet:
    """A group of choices; of those that are ``single`` one holds at a time."""

    name: str
    title: str
    choices: list[Choice]
    single: bool = False

    @property
    def is_open(self) -> bool:
        """Kinds and dates are always open, others when something is chosen."""
        return self.name in ALWAYS_OPEN or self.is_chosen

    @property
    def is_chosen(self) -> bool:
        """Whether a choice is in force."""
        return any(choice.chosen for choice in self.choices)


@dataclass(frozen=True)
class Card:
    """A hit with the names of its kind and sector.

    ``position`` counts over all pages; 0 for what staff put on top, ``note`` says why.
    """

    hit: Hit
    kind: str
    sector: str
    sector_code: str
    position: int = 0
    note: str = ""


def facets(
    counts: Mapping[str, Mapping[str, int]],
    selection: Selection,
    read: Mapping[str, Sequence[str]],
) -> list[Facet]:
    """Facets that offer a choice, values in the order of their list.

    What words have been ``read`` as (facet → values) counts as chosen.
    """
    result = []
    for name in labels.FACETS:
        chosen = {*selection.facets.get(name, ()), *read.get(name, ())}
        choices = _choices(labels.names(name), counts.get(name, {}), chosen)
        if len(choices) > MAX_OFFERED:
            best = {c.value for c in sorted(choices, key=lambda c: -c.count)[:MAX_OFFERED]}
            choices = [c for c in choices if c.value in best or c.chosen]
        if len(choices) > 1 or any(choice.chosen for choice in choices):
            result.append(Facet(name, str(labels.TITLES[name]), choices))
    when = {name: str(label) for name, label in CHOICES.items()}
    choices = _choices(when, counts.get(SPANS, {}), {selection.when})
    if len(choices) > 1 or selection.when:
        result.insert(1, Facet(DAYS, str(labels.TITLES[DAYS]), choices, single=True))
    return result


def _choices(
    names: Mapping[str, str], counts: Mapping[str, int], chosen: set[str]
) -> list[Choice]:
    return [
        Choice(value, label, counts.get(value, 0), value in chosen)
        for value, label in names.items()
        if counts.get(value) or value in chosen
    ]


def cards(hits: Sequence[Hit], *, first: int = 1) -> list[Card]:
    """Hits with the names of kind and (first) sector, numbered from ``first``."""
    return [_card(hit, position) for position, hit in enumerate(hits, first)]


def promoted(hits: Sequence[Hit], notes: Mapping[tuple[str, str], str]) -> list[Card]:
    """Hits on top, each with the note of those who put it there."""
    return [_card(hit, 0, notes.get((hit.source, hit.pk), "")) for hit in hits]


def _card(hit: Hit, position: int, note: str = "") -> Card:
    return Card(
        hit=hit,
        kind=labels.names("kind").get(hit.kind, ""),
        sector=labels.names("sector").get(hit.sectors[0], "") if hit.sectors else "",
        sector_code=hit.sectors[0] if hit.sectors else "",
        position=position,
        note=note,
    )
