"""Topics by single words: each topic's terms form a short text, searched with BM25.

It catches what no term names: a need in other words still shares some of them, or of the
words that the thesaurus holds equal. Rare words count by the square of how rare they are.
"""

import math
from collections import Counter
from collections.abc import Mapping

from search import analysis

from . import topics, wording

SHARE = 0.07
DEPTH = 5
_LABEL = 3
_RARE = 3.0
K1, B = 1.2, 0.75

Postings = Mapping[str, list[tuple[str, float]]]
_kept: tuple[Mapping[str, topics.Topic], Postings] | None = None


def _postings() -> Postings:
    """What each word says of each topic, by the vocabulary at hand; made once."""
    global _kept
    vocabulary = topics.vocabulary()
    if _kept is None or _kept[0] is not vocabulary:
        _kept = (vocabulary, _made(vocabulary))
    return _kept[1]


def _words(text: str) -> set[str]:
    """Words of ``text``, and the lines of the thesaurus it touches."""
    return {*analysis.norms(text), *wording.alike(text)}


def _text(topic: topics.Topic) -> Counter[str]:
    words: Counter[str] = Counter()
    for term in (*topic.need, *topic.seed):
        for part in term.written.split("+"):
            words.update(_words(part))
    words.update(dict.fromkeys(_words(f"{topic.ja}。{topic.en}"), _LABEL))
    return words


def _made(vocabulary: Mapping[str, topics.Topic]) -> Postings:
    texts = {topic.code: _text(topic) for topic in vocabulary.values()}
    frequency = Counter(word for words in texts.values() for word in words)
    mean = sum(words.total() for words in texts.values()) / len(texts)
    found: dict[str, list[tuple[str, float]]] = {}
    for code, words in texts.items():
        base = K1 * (1 - B + B * words.total() / mean)
        for word, count in words.items():
            seen = frequency[word]
            rarity = math.log(1 + (len(texts) - seen + 0.5) / (seen + 0.5))
            worth = rarity**2 / _RARE * count * (K1 + 1) / (count + base)
            found.setdefault(word, []).append((code, SHARE * worth))
    return found


def knows(text: str) -> bool:
    """Whether every word of ``text`` is one in which troubles are told."""
    words = analysis.norms(text)
    return bool(words) and all(word in _postings() for word in words)


def nearest(text: str) -> list[tuple[str, float]]:
    """The topics whose terms share most words with ``text``, with a small strength."""
    known = _postings()
    found: dict[str, float] = {}
    # Sums of floats depend on their order; sets have none.
    for word in sorted(_words(text)):
        for code, worth in known.get(word, ()):
            found[code] = found.get(code, 0.0) + worth
    return sorted(found.items(), key=lambda item: (-item[1], item[0]))[:DEPTH]
