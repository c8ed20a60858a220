"""The documents behind the sealed blocks, kept by unit in memory.

They are few (less than one block), and a number stands for one state of a document for
ever: only what has been added since the last look is read.
"""

import json
import threading
from collections import defaultdict
from collections.abc import Sequence
from functools import reduce
from operator import and_

from . import bits, units
from .base import token_text


class Tail:
    """Documents from number ``start`` on; sets hold places counted from there."""

    def __init__(self, start: int) -> None:
        self.start = start
        self.known = start - 1  # the greatest number that was read
        self._digests: dict[int, str] = {}
        self._texts: dict[int, list[str]] = {}
        self._sets: dict[str, int] = defaultdict(int)
        # Values of facets that some document has or had.
        self.values: frozenset[tuple[str, str]] = frozenset()
        self._lock = threading.Lock()

    def agrees(self, digests: dict[int, str]) -> bool:
        """Whether what is known of these numbers is what they stand for.

        A number is given again when its transaction was rolled back.
        """
        return all(self._digests.get(number) == digest for number, digest in digests.items())

    def add(self, number: int, digest: str, packed: str) -> None:
        """Take in one document (see ``postings``); several threads may do so at once."""
        place, text, *texts, grams = json.loads(packed)
        labels = json.loads(text)
        found = units.of_words(texts[0], texts[1:], grams)
        found.update(units.of_labels(labels, place))
        member = 1 << (number - self.start)
        with self._lock:
            for unit in found:
                self._sets[unit] |= member
            self._digests[number] = digest
            self._texts[number] = texts
            self.values |= {(facet, value) for facet in labels for value in labels[facet]}
            self.known = max(self.known, number)

    def members(self, unit: str) -> int:
        """Documents of a unit or with more than two words in a row, dead ones among them."""
        words = unit.split(" ")
        if len(words) < 3:
            return self._sets.get(unit, 0)
        both = reduce(and_, (self._sets.get(pair, 0) for pair in units.pairs(words)))
        return bits.of(place for place in bits.places(both) if self._holds(place, words))

    def _holds(self, place: int, words: Sequence[str]) -> bool:
        texts = self._texts.get(self.start + place, [])
        return any(token_text(words) in text for text in texts)
