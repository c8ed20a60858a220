"""The vocabulary in force as one value, and what staff add to the files."""

import hashlib
import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from .parsing import (
    LayTerm,
    VocabularyError,
    parse_label_words,
    parse_lay_terms,
    parse_synonyms,
    parse_words,
)

logger = logging.getLogger(__name__)


class Kind(StrEnum):
    """What a line that staff add says."""

    SYNONYMS = "synonyms"
    LAY_TERMS = "lay_terms"
    LABEL_WORDS = "label_words"
    IDLE_WORDS = "idle_words"  # say nothing in a query
    WHOLE_WORDS = "whole_words"  # their pieces alone are no hit


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """Words about words; two of the same ``key`` are the same.

    ``idle_words`` and ``whole_words`` act on queries alone, so that they work without
    analysing any document anew.
    """

    synonyms: tuple[tuple[str, ...], ...]
    lay_terms: tuple[LayTerm, ...]
    label_words: Mapping[tuple[str, str], tuple[str, ...]]
    idle_words: tuple[str, ...] = ()
    whole_words: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Fingerprint of all words."""
        known: str | None = self.__dict__.get("_key")
        if known is None:
            state = repr(
                (
                    self.synonyms,
                    self.lay_terms,
                    sorted(self.label_words.items()),
                    self.idle_words,
                    self.whole_words,
                )
            )
            known = self.__dict__["_key"] = hashlib.sha256(state.encode()).hexdigest()[:16]
        return known

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Vocabulary) and other.key == self.key

    def __hash__(self) -> int:
        return hash(self.key)


Line = tuple[Kind, str]


def check(kind: Kind, text: str) -> None:
    """Read ``text`` as lines of ``kind``.

    Raises:
        VocabularyError: with line and reason.
    """
    _joined(Vocabulary((), (), {}), kind, text)


def lines(text: str) -> Iterator[tuple[int, str]]:
    """Numbered lines of ``text`` that say something."""
    for number, line in enumerate(text.splitlines(), 1):
        if line.split("#", 1)[0].strip():
            yield number, line.strip()


def extended(base: Vocabulary, added: Iterable[Line]) -> Vocabulary:
    """``base`` with the lines of staff; one that cannot be read is left out and logged."""
    for kind, text in added:
        try:
            base = _joined(base, kind, text)
        except VocabularyError as error:
            logger.error("added vocabulary left out: %s", error)
    return base


def _joined(base: Vocabulary, kind: Kind, text: str) -> Vocabulary:
    synonyms, lay, labels = base.synonyms, base.lay_terms, dict(base.label_words)
    idle, whole = base.idle_words, base.whole_words
    if kind is Kind.SYNONYMS:
        synonyms = (*synonyms, *parse_synonyms(text, kind))
    elif kind is Kind.LAY_TERMS:
        lay = (*lay, *parse_lay_terms(text, kind))
    elif kind is Kind.LABEL_WORDS:
        for label, words in parse_label_words(text, kind).items():
            labels[label] = tuple(dict.fromkeys((*labels.get(label, ()), *words)))
    elif kind is Kind.IDLE_WORDS:
        idle = (*idle, *parse_words(text, kind))
    else:
        whole = (*whole, *parse_words(text, kind))
    return Vocabulary(synonyms, lay, labels, idle, whole)
