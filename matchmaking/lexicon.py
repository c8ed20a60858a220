"""Topics by single words: each topic's terms form a short text, searched with BM25.

It catches what no term names: a need in other words still shares some of them.
"""

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from search import analysis

from . import topics

SHARE = 0.1
DEPTH = 4
_LABEL = 3
K1, B = 1.2, 0.5


@dataclass(frozen=True)
class _Texts:
    words: Mapping[str, Counter[str]]
    frequency: Counter[str]
    mean_length: float


@cache
def _texts() -> _Texts:
    words: dict[str, Counter[str]] = {}
    for topic in topics.vocabulary().values():
        bag: Counter[str] = Counter()
        for term in (*topic.need, *topic.seed):
            for part in term.written.split("+"):
                bag.update(set(analysis.norms(part)))
        bag.update(dict.fromkeys(analysis.norms(topic.ja), _LABEL))
        words[topic.code] = bag
    frequency: Counter[str] = Counter()
    for bag in words.values():
        frequency.update(bag.keys())
    mean = sum(sum(bag.values()) for bag in words.values()) / len(words)
    return _Texts(words, frequency, mean)


def nearest(text: str) -> list[tuple[str, float]]:
    """The topics whose terms share most words with ``text``, with a small strength."""
    texts = _texts()
    tokens = set(analysis.norms(text))
    size = len(texts.words)
    found: list[tuple[str, float]] = []
    for code, bag in texts.words.items():
        length = sum(bag.values())
        base = K1 * (1 - B + B * length / texts.mean_length)
        likeness = 0.0
        for token in tokens & bag.keys():
            seen = texts.frequency[token]
            rarity = math.log(1 + (size - seen + 0.5) / (seen + 0.5))
            likeness += rarity * bag[token] * (K1 + 1) / (bag[token] + base)
        if likeness:
            found.append((code, SHARE * likeness))
    found.sort(key=lambda item: (-item[1], item[0]))
    return found[:DEPTH]
