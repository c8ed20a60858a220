"""Topics by single words: each topic's terms form a short text, searched with BM25.

It catches what no term names: a need in other words still shares some of them, or of the
words that the thesaurus holds equal. Rare words count by the square of how rare they are.
"""

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from search import analysis

from . import topics

SHARE = 0.07
DEPTH = 5
_LABEL = 3
_RARE = 3.0
K1, B = 1.2, 0.75


@dataclass(frozen=True)
class _Texts:
    words: Mapping[str, Counter[str]]
    frequency: Counter[str]
    mean_length: float


_kept: tuple[Mapping[str, topics.Topic], _Texts] | None = None


def _texts() -> _Texts:
    """The texts of the vocabulary at hand, made once."""
    global _kept
    vocabulary = topics.vocabulary()
    if _kept is None or _kept[0] is not vocabulary:
        _kept = (vocabulary, _made(vocabulary))
    return _kept[1]


def _words(text: str) -> set[str]:
    """Words of ``text``, and the lines of the thesaurus it touches."""
    return {*analysis.norms(text), *topics.alike(text)}


def _made(vocabulary: Mapping[str, topics.Topic]) -> _Texts:
    words: dict[str, Counter[str]] = {}
    for topic in vocabulary.values():
        bag: Counter[str] = Counter()
        for term in (*topic.need, *topic.seed):
            for part in term.written.split("+"):
                bag.update(_words(part))
        bag.update(dict.fromkeys(_words(f"{topic.ja}。{topic.en}"), _LABEL))
        words[topic.code] = bag
    frequency: Counter[str] = Counter()
    for bag in words.values():
        frequency.update(bag.keys())
    mean = sum(sum(bag.values()) for bag in words.values()) / len(words)
    return _Texts(words, frequency, mean)


def nearest(text: str) -> list[tuple[str, float]]:
    """The topics whose terms share most words with ``text``, with a small strength."""
    texts = _texts()
    tokens = _words(text)
    size = len(texts.words)
    found: list[tuple[str, float]] = []
    for code, bag in texts.words.items():
        length = sum(bag.values())
        base = K1 * (1 - B + B * length / texts.mean_length)
        likeness = 0.0
        for token in tokens & bag.keys():
            seen = texts.frequency[token]
            rarity = math.log(1 + (size - seen + 0.5) / (seen + 0.5))
            likeness += rarity**2 / _RARE * bag[token] * (K1 + 1) / (bag[token] + base)
        if likeness:
            found.append((code, SHARE * likeness))
    found.sort(key=lambda item: (-item[1], item[0]))
    return found[:DEPTH]
