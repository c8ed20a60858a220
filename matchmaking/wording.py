"""Terms: parts of words that stand near each other, and finding them in a text.

How they are written stands in ``vocabulary/README.md``; words that people use for one
another stand in ``thesaurus.yaml``.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

THESAURUS = Path(__file__).parent / "thesaurus.yaml"
WINDOW = 60
SHORT = 4
STRONG, PLAIN, WEAK = 2.0, 1.0, 1 / 3
_PAIR = 2
_SPACE_IN_JAPANESE = re.compile(r"(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])")
Places = list[tuple[int, int]]


@dataclass(frozen=True, eq=False)
class Term:
    """Parts of words and how strongly they speak of their topic.

    Each part may be written in several ways. Two parts stand in any order, more in
    theirs; a short English word stands by itself.
    """

    written: str
    parts: tuple[tuple[str, ...], ...]
    weight: float
    word: bool = False


def fold(text: str) -> str:
    """Width and case made equal; spaces between Japanese letters dropped."""
    return _SPACE_IN_JAPANESE.sub("", unicodedata.normalize("NFKC", text).lower())


@cache
def _thesaurus() -> Mapping[str, tuple[str, ...]]:
    """For each part of a word that has others like it: all ways to write it."""
    found: dict[str, tuple[str, ...]] = {}
    lines: list[str] = yaml.safe_load(THESAURUS.read_text("utf-8"))
    for line in lines:
        ways = tuple(dict.fromkeys(fold(way).strip() for way in line.split("|")))
        for way in ways:
            found[way] = tuple(dict.fromkeys((*found.get(way, ()), *ways)))
    return found


def alike(text: str) -> set[str]:
    """The lines of the thesaurus that ``text`` touches, each by its first word in brackets."""
    folded = fold(text)
    return {f"[{ways[0]}]" for way, ways in _thesaurus().items() if way in folded}


def term(written: str) -> Term:
    """A term as written in the vocabulary."""
    weight = PLAIN
    if written[0] in "!?":
        weight = STRONG if written[0] == "!" else WEAK
        written = written[1:]
    parts = [fold(part).strip() for part in written.strip().split("+")]
    if len(parts) == 1:
        word = parts[0].isascii() and len(parts[0]) <= SHORT
        return Term(written.strip(), ((parts[0],),), weight, word)
    ways = tuple(_thesaurus().get(part, (part,)) for part in parts)
    return Term(written.strip(), ways, weight)


def terms(written: str) -> tuple[Term, ...]:
    """The terms of a line of the vocabulary, each once."""
    pieces = (piece.strip() for piece in written.split("|"))
    return tuple(term(piece) for piece in dict.fromkeys(pieces) if piece)


class Finder:
    """Finds all of many terms in a text by one walk through it.

    Ways of writing are looked up by their first two letters, terms by the ways of
    their first part, so that the walk costs what the text is long.
    """

    def __init__(self, known: Iterable[tuple[str, Term]]) -> None:
        self._by_start: dict[str, list[str]] = {}
        self._by_way: dict[str, list[tuple[str, Term]]] = {}
        ways: set[str] = set()
        for code, one in known:
            for way in one.parts[0]:
                self._by_way.setdefault(way, []).append((code, one))
            ways.update(way for part in one.parts for way in part)
        for way in sorted(ways):
            self._by_start.setdefault(way[:_PAIR], []).append(way)

    def _walk(self, text: str) -> dict[str, Places]:
        found: dict[str, Places] = {}
        starts = self._by_start
        for place in range(len(text)):
            for start in (text[place : place + _PAIR], text[place]):
                for way in starts.get(start, ()):
                    if text.startswith(way, place):
                        found.setdefault(way, []).append((place, place + len(way)))
                if place + 1 == len(text):
                    break
        return found

    def strengths(self, text: str) -> dict[str, float]:
        """How strongly ``text`` (folded) speaks by the terms of each code."""
        places = self._walk(text)
        tried: set[int] = set()
        found: dict[str, float] = {}
        for way in places:
            for code, one in self._by_way.get(way, ()):
                if id(one) not in tried:
                    tried.add(id(one))
                    if _holds(one, places, text):
                        found[code] = found.get(code, 0.0) + one.weight
        return found


def _holds(one: Term, places: Mapping[str, Places], text: str) -> bool:
    if one.word:
        return any(_alone(text, *place) for place in places[one.parts[0][0]])
    if len(one.parts) == 1:
        return True
    found = [[place for way in part for place in places.get(way, ())] for part in one.parts]
    if not all(found):
        return False
    return _follow(found) or (len(found) == _PAIR and _follow(found[::-1]))


def _alone(text: str, start: int, end: int) -> bool:
    beside = text[start - 1 : start] + text[end : end + 1]
    return not any(letter.isascii() and letter.isalnum() for letter in beside)


def _follow(places: list[Places]) -> bool:
    """Whether a place of each part follows one of the part before, within the window."""
    ends = [end for _start, end in places[0]]
    for part in places[1:]:
        ends = [end for start, end in part if any(0 <= start - one <= WINDOW for one in ends)]
    return bool(ends)
