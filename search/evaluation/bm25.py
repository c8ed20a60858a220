"""Plain BM25 over title and body: the floor that search is compared with."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable

from .. import analysis
from ..documents import Document

K1, B = 1.2, 0.75


class PlainIndex:
    """Postings of words; no synonyms, no weights of fields, no filters."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self.postings: dict[str, list[tuple[str, int]]] = defaultdict(list)
        self.lengths: dict[str, int] = {}
        for document in documents:
            words = Counter(analysis.norms(f"{document.title}\n{document.body}"))
            self.lengths[document.pk] = words.total()
            for word, count in words.items():
                self.postings[word].append((document.pk, count))
        self.average = sum(self.lengths.values()) / max(1, len(self.lengths)) or 1.0

    def search(self, text: str, limit: int) -> list[str]:
        """Ids of the best documents."""
        scores: dict[str, float] = defaultdict(float)
        for word in set(analysis.norms(text)):
            found = self.postings.get(word, [])
            rarity = math.log(1 + (len(self.lengths) - len(found) + 0.5) / (len(found) + 0.5))
            for pk, count in found:
                weight = K1 * (1 - B + B * self.lengths[pk] / self.average)
                scores[pk] += rarity * count * (K1 + 1) / (count + weight)
        return sorted(scores, key=lambda pk: (-scores[pk], pk))[:limit]
