"""Results and facets as the page shows them."""

from collections.abc import Mapping
from dataclasses import dataclass

from . import labels
from .api import Hit
from .selection import Selection

# More values than these are not offered at once.
MAX_OFFERED = 12


@dataclass(frozen=True)
class Choice:
    """One value of a facet with the number of hits it would leave."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class Facet:
    """A group of choices."""

    name: str
    title: str
    choices: list[Choice]

    @property
    def is_open(self) -> bool:
        """Kinds are always open, others when something is chosen."""
        return self.name == "kind" or any(choice.chosen for choice in self.choices)


@dataclass(frozen=True)
class Chip:
    """A choice in force and the address without it."""

    label: str
    url: str
    sector: str = ""


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


def facets(counts: Mapping[str, Mapping[str, int]], selection: Selection) -> list[Facet]:
    """Facets that offer a choice, values in the order of their list."""
    result = []
    for name in labels.FACETS:
        chosen = selection.facets.get(name, ())
        found = counts.get(name, {})
        names = labels.names(name)
        choices = [
            Choice(value, label, found.get(value, 0), value in chosen)
            for value, label in names.items()
            if found.get(value) or value in chosen
        ]
        if len(choices) > MAX_OFFERED:
            best = {c.value for c in sorted(choices, key=lambda c: -c.count)[:MAX_OFFERED]}
            choices = [c for c in choices if c.value in best or c.chosen]
        if len(choices) > 1 or any(choice.chosen for choice in choices):
            result.append(Facet(name, str(labels.TITLES[name]), choices))
    return result


def chips(selection: Selection) -> list[Chip]:
    """Choices in force, each with the address that takes it back."""
    result = []
    for name, values in selection.facets.items():
        names = labels.names(name)
        for value in values:
            if value in names:
                url = selection.without(name, value).address()
                result.append(Chip(names[value], url, value if name == "sector" else ""))
    return result


def offers(counts: Mapping[str, Mapping[str, int]], selection: Selection) -> list[Chip]:
    """Choices that the words themselves name: 「福岡 セミナー」 offers the prefecture."""
    result = []
    for name in ("prefecture", "sector", "audience"):
        if name in selection.facets:
            continue
        for value, label in labels.names(name).items():
            if counts.get(name, {}).get(value) and _is_named(label, selection.text):
                result.append(Chip(label, selection.narrowed(name, value).address()))
    return result


def _is_named(label: str, text: str) -> bool:
    """Whether ``text`` names ``label``, a prefecture with or without its 県."""
    short = label[:-1] if len(label) > 2 and label[-1] in "都府県" else label
    return short.lower() in text.lower()


def cards(hits: list[Hit], *, first: int = 1) -> list[Card]:
    """Hits with the names of kind and (first) sector, numbered from ``first``."""
    return [_card(hit, position) for position, hit in enumerate(hits, first)]


def promoted(hits: list[Hit], notes: Mapping[tuple[str, str], str]) -> list[Card]:
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
