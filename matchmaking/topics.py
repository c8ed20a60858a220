"""Reads words for what trouble they speak of, by the vocabulary of ``vocabulary/*.yaml``.

The same topics are recognised in lay words (needs) and in expert words (seeds);
a match is made where both speak of one topic.
"""

import hashlib
import random
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from . import wording
from .wording import Term

FOLDER = Path(__file__).parent / "vocabulary"
_SENTENCE_END = re.compile(r"[。!?\n]")
_EXCLUSION = re.compile(
    r"対象外|扱っていません|扱いません|扱っておりません|取り扱いません|行っていません|行っておりません"
    r"|承っておりません|承りません|対応していません|対応しておりません|ではございません|ではありません|含みません"
    r"|not covered|do not offer|does not include"
)


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


@dataclass(frozen=True)
class Finders:
    """Find lay terms (of needs) and expert terms (of offers)."""

    need: wording.Finder
    seed: wording.Finder


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
                need=wording.terms(entry["need"]),
                seed=wording.terms(entry["seed"]),
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
    for path in [*sorted(FOLDER.glob("*.yaml")), wording.THESAURUS]:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


_finders: tuple[Mapping[str, Topic], Finders] | None = None


def finders() -> Finders:
    """Finders of the vocabulary at hand, made once."""
    global _finders
    known = vocabulary()
    if _finders is None or _finders[0] is not known:
        made = Finders(
            need=wording.Finder((one.code, term) for one in known.values() for term in one.need),
            seed=wording.Finder((one.code, term) for one in known.values() for term in one.seed),
        )
        _finders = known, made
    return _finders[1]


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
