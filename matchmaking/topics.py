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
WINDOW = 60
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
    """A part of words and how strongly it speaks of its topic."""

    written: str
    pattern: str
    regex: "re.Pattern[str] | None"
    weight: float


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
    regex = None
    if len(parts) == 2:
        a, b = (re.escape(part) for part in parts)
        regex = re.compile(f"{a}.{{0,{WINDOW}}}?{b}|{b}.{{0,{WINDOW}}}?{a}", re.DOTALL)
    elif len(parts) > 2:
        regex = re.compile(f".{{0,{WINDOW}}}?".join(map(re.escape, parts)), re.DOTALL)
    elif parts[0].isascii() and len(parts[0]) <= 4:
        regex = re.compile(rf"(?<![a-z0-9]){re.escape(parts[0])}(?![a-z0-9])")
    return Term(written.strip(), parts[0], regex, weight)


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
    for path in sorted(FOLDER.glob("*.yaml")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def strength(terms: tuple[Term, ...], text: str) -> float:
    """How strongly ``text`` (folded) speaks by ``terms``."""
    total = 0.0
    for term in terms:
        if term.pattern not in text and term.regex is None:
            continue
        if term.regex is not None and not term.regex.search(text):
            continue
        total += term.weight
    return total


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
