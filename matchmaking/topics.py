"""Reads words for what trouble they speak of, by the vocabulary of ``vocabulary/*.yaml``.

The same topics are recognised in lay words (needs) and in expert words (seeds);
a match is made where both speak of one topic.
"""

import hashlib
import random
import re
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent / "vocabulary"
THESAURUS = Path(__file__).parent / "thesaurus.yaml"
WINDOW = 60
SHORT = 4
STRONG, PLAIN, WEAK = 2.0, 1.0, 1 / 3
_SPACE_IN_JAPANESE = re.compile(r"(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])")
_SENTENCE_END = re.compile(r"[。!?\n]")
_EXCLUSION = re.compile(
    r"対象外|扱っていません|扱いません|扱っておりません|取り扱いません|行っていません|行っておりません"
    r"|承っておりません|承りません|対応していません|対応しておりません|ではございません|ではありません|含みません"
    r"|not covered|do not offer|does not include"
)


@dataclass(frozen=True)
class Term:
    """Parts of words that stand near each other, and how strongly they speak of a topic.

    Each part may be written in several ways. Two parts stand in any order, more in theirs.
    """

    written: str
    parts: tuple[tuple[str, ...], ...]
    weight: float
    word: bool = False


@dataclass(frozen=True)
class Topic:
    """One trouble of small companies, finer than a theme."""

    code: str
    ja: str
    en: str
    themes: tuple[str, ...]
    near: tuple[str, ...]
    need: tuple[Term, ...]
    seed: tuple[Term, ...]


def fold(text: str) -> str:
    """Width and case made equal; spaces between Japanese letters dropped."""
    return _SPACE_IN_JAPANESE.sub("", unicodedata.normalize("NFKC", text).lower())


def _term(written: str) -> Term:
    weight = PLAIN
    if written[0] in "!?":
        weight = STRONG if written[0] == "!" else WEAK
        written = written[1:]
    parts = [fold(part).strip() for part in written.strip().split("+")]
    if len(parts) == 1:
        word = parts[0].isascii() and len(parts[0]) <= SHORT
        return Term(written.strip(), ((parts[0],),), weight, word)
    return Term(written.strip(), tuple(_ways(part) for part in parts), weight)


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


def _ways(part: str) -> tuple[str, ...]:
    return _thesaurus().get(part, (part,))


def _terms(written: str) -> tuple[Term, ...]:
    pieces = (piece.strip() for piece in written.split("|"))
    return tuple(_term(piece) for piece in dict.fromkeys(pieces) if piece)


_reduced: Mapping[str, Topic] | None = None


def vocabulary() -> Mapping[str, Topic]:
    """All topics by code, less what ``forgetting`` leaves out for a trial."""
    return _loaded() if _reduced is None else _reduced


@contextmanager
def forgetting(share: float, *, seed: int = 1) -> Iterator[None]:
    """Leave out a random ``share`` of the lay terms, as if nobody had thought of them.

    For measuring only: it shows how needs in other words would fare.
    """
    global _reduced
    dice = random.Random(seed)  # noqa: S311 - a trial, not a secret
    _reduced = {
        code: replace(topic, need=tuple(term for term in topic.need if dice.random() >= share))
        for code, topic in _loaded().items()
    }
    try:
        yield
    finally:
        _reduced = None


@cache
def _loaded() -> Mapping[str, Topic]:
    """The files of the vocabulary.

    Raises:
        ValueError: a file names a code twice, or an unknown topic as near.
    """
    found: dict[str, Topic] = {}
    for path in sorted(FOLDER.glob("*.yaml")):
        entries: dict[str, dict[str, Any]] = yaml.safe_load(path.read_text("utf-8"))
        for code, entry in entries.items():
            if code in found:
                raise ValueError(f"{path.name}: topic {code!r} is written twice.")
            found[code] = Topic(
                code=code,
                ja=entry["ja"],
                en=entry["en"],
                themes=tuple(entry["themes"]),
                near=tuple(entry["near"]),
                need=_terms(entry["need"]),
                seed=_terms(entry["seed"]),
            )
    for topic in found.values():
        unknown = set(topic.near) - set(found)
        if unknown:
            raise ValueError(f"Topic {topic.code!r} names unknown topics {sorted(unknown)}.")
    return found


@cache
def version() -> str:
    """Changes with every change of the vocabulary."""
    digest = hashlib.sha256()
    for path in [*sorted(FOLDER.glob("*.yaml")), THESAURUS]:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


class Words:
    """A folded text in which parts of words are looked up, each only once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._seen: dict[tuple[str, ...], list[tuple[int, int]]] = {}

    def _places(self, ways: tuple[str, ...]) -> list[tuple[int, int]]:
        found = self._seen.get(ways)
        if found is None:
            found = [
                (match.start(), match.end())
                for way in ways
                if way in self.text
                for match in re.finditer(re.escape(way), self.text)
            ]
            self._seen[ways] = found
        return found

    def hold(self, term: Term) -> bool:
        """Whether the text speaks by ``term``."""
        if term.word:
            way = re.escape(term.parts[0][0])
            return bool(re.search(rf"(?<![a-z0-9]){way}(?![a-z0-9])", self.text))
        if len(term.parts) == 1:
            return term.parts[0][0] in self.text
        places = [self._places(part) for part in term.parts]
        if not all(places):
            return False
        if len(places) == 2:  # noqa: PLR2004 - the pair, in any order
            return _follow(places) or _follow(places[::-1])
        return _follow(places)


def _follow(places: list[list[tuple[int, int]]]) -> bool:
    """Whether a place of each part follows one of the part before, within the window."""
    ends = [end for _start, end in places[0]]
    for part in places[1:]:
        ends = [end for start, end in part if any(0 <= start - one <= WINDOW for one in ends)]
    return bool(ends)


def strength(terms: tuple[Term, ...], words: Words) -> float:
    """How strongly a text speaks by ``terms``."""
    return sum(term.weight for term in terms if words.hold(term))


def without_exclusions(text: str) -> str:
    """``text`` without the sentences that say what is not offered."""
    kept = []
    start = 0
    for end in [match.end() for match in _SENTENCE_END.finditer(text)] + [len(text)]:
        sentence = text[start:end]
        start = end
        if not _EXCLUSION.search(sentence):
            kept.append(sentence)
    return "".join(kept)
