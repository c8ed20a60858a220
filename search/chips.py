"""Conditions in force, which can be taken back, and those that the words suggest."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from . import labels, periods, reading_words
from .periods import CHOICES
from .plan import Condition
from .query import normalized
from .selection import DAYS, Selection


@dataclass(frozen=True)
class Chip:
    """A condition and the address without it, or with it."""

    label: str
    url: str
    sector: str = ""


def in_force(selection: Selection, read: Sequence[Condition]) -> list[Chip]:
    """Words that became conditions, then choices; each with the address that takes it back.

    Taking back a choice leaves the words that name it as words.
    """
    result = []
    for condition in read:
        if not _is_chosen(condition, selection):
            url = selection.plainly(condition.word).address()
            result.append(Chip(_in_words(condition), url))
    for name, values in selection.facets.items():
        names = labels.names(name)
        for value in values:
            if value in names:
                said = [one.word for one in read if one.facet == name and value in one.values]
                url = selection.without(name, value).plainly(*said).address()
                result.append(Chip(names[value], url, value if name == "sector" else ""))
    if selection.when:
        url = selection.without(DAYS, selection.when).address()
        result.append(Chip(str(CHOICES[selection.when]), url))
    return result


def _is_chosen(condition: Condition, selection: Selection) -> bool:
    return bool(condition.values) and set(condition.values) <= set(
        selection.facets.get(condition.facet, ())
    )


def _in_words(condition: Condition) -> str:
    """What the word asks for: the month with its year, the prefecture of a city."""
    if condition.periods:
        return periods.in_words(condition.periods[0])
    names = [labels.names(condition.facet).get(value, "") for value in condition.values]
    return names[0] if len(names) == 1 else condition.word


def read_values(read: Sequence[Condition]) -> dict[str, tuple[str, ...]]:
    """Facet → values that words ask for."""
    found: dict[str, tuple[str, ...]] = {}
    for condition in read:
        if condition.values:
            known = found.get(condition.facet, ())
            found[condition.facet] = tuple(dict.fromkeys((*known, *condition.values)))
    return found


def offered(
    counts: Mapping[str, Mapping[str, int]],
    selection: Selection,
    read: Sequence[Condition],
    total: int,
) -> list[Chip]:
    """Choices that words name without certainty: 「福岡 バックアップ」 offers the prefecture.

    Only what leaves some hits and takes some away.
    """
    result = []
    named = _named(normalized(selection.text))
    for facet in ("kind", "prefecture", "sector", "audience"):
        if facet in selection.facets or any(one.facet == facet for one in read):
            continue
        for value, label in labels.names(facet).items():
            count = counts.get(facet, {}).get(value, 0)
            if 0 < count < total and (facet, value) in named:
                result.append(Chip(label, selection.narrowed(facet, value).address()))
    return result


def _named(text: str) -> set[tuple[str, str]]:
    """Facets and values whose words stand in ``text``; the longest word at each place."""
    words = dict(reading_words.known())
    for facet in ("sector", "audience"):
        for value, label in labels.names(facet).items():
            words.setdefault(reading_words.fold(label), (facet, (value,)))
    text, place, found = reading_words.fold(text), 0, set()
    longest = max(map(len, words), default=0)
    while place < len(text):
        ends = range(min(len(text), place + longest), place + 1, -1)
        word = next((text[place:end] for end in ends if _stands(text, place, end, words)), "")
        if word:
            facet, values = words[word]
            if len(values) == 1:
                found.add((facet.split("_")[0], values[0]))
        place += len(word) or 1
    return found


def _stands(text: str, start: int, end: int, words: Mapping[str, object]) -> bool:
    """Whether a known word stands here, not as part of a longer English one."""
    if text[start:end] not in words:
        return False
    around = (text[max(0, start - 1) : start + 1], text[end - 1 : end + 1])
    return not any(len(pair) == 2 and pair.isascii() and pair.isalnum() for pair in around)
