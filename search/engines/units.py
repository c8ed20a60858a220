"""The units by which the embedded index keeps sets of documents.

| spelled | the documents … |
|---|---|
| ``word``, ``word word`` | with a word, with two words side by side in one field |
| ``^word``, ``^word word`` | … in the title |
| ``#ab`` | with a folded bigram in the title |
| ``=facet:value`` | with a label |
| ``=`` | all |
| ``@7`` | in whose place in the order binary digit 7 is one |

Words are letters and digits only, so no spelling is taken for another.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from ..documents import Document

ALL = "="
# Digits of the order among equals: chance, day and boost, from the lowest.
CHANCE_DIGITS, DAY_DIGITS, BOOST_DIGITS = 24, 20, 8
ORDER_DIGITS = CHANCE_DIGITS + DAY_DIGITS + BOOST_DIGITS
# The same for every text: whatever a plan may need beside its words.
ORDER = tuple(f"@{digit}" for digit in range(ORDER_DIGITS))
DAY = ORDER[CHANCE_DIGITS : CHANCE_DIGITS + DAY_DIGITS]


def order_of(document: Document) -> int:
    """Who comes first of documents with the same words: boosted, newer, then by chance.

    Chance is fixed by the identity, so every engine orders alike.
    """
    name = f"{document.source}:{document.pk}".encode("utf-8", "replace")
    chance = int.from_bytes(hashlib.sha256(name).digest()[: CHANCE_DIGITS // 8], "big")
    day = document.date.toordinal() if document.date else 0
    boost = max(0, min(round(document.boost * 16), (1 << BOOST_DIGITS) - 1))
    return (boost << DAY_DIGITS | day) << CHANCE_DIGITS | chance


def label(facet: str, value: str) -> str:
    """Documents with ``value`` of ``facet``."""
    return f"={facet}:{value}"


def facet_and_value(unit: str) -> tuple[str, str]:
    """What a unit of ``label`` was made of."""
    facet, _, value = unit[len(ALL) :].partition(":")
    return facet, value


def of_labels(labels: Mapping[str, Iterable[str]], order: int) -> Iterator[str]:
    """Units of everything but the words."""
    yield ALL
    for facet, values in labels.items():
        for value in values:
            yield label(facet, value)
    for digit in range(order.bit_length()):
        if order >> digit & 1:
            yield ORDER[digit]


def of_words(title: str, others: Sequence[str], grams: str) -> set[str]:
    """Units of token texts (see ``base.token_text``)."""
    words = title.split()
    found = set(words)
    found.update(map(" ".join, pairwise(words)))
    found |= {f"^{unit}" for unit in found}
    for text in others:
        words = text.split()
        found.update(words)
        found.update(map(" ".join, pairwise(words)))
    found.update(f"#{gram}" for gram in grams.split())
    return found


def pairs(tokens: Sequence[str]) -> list[str]:
    """Units that all documents with ``tokens`` in a row have."""
    return [" ".join(pair) for pair in pairwise(tokens)] if len(tokens) > 1 else list(tokens)
