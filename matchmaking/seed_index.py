"""All open seeds, read once and kept in this process, so that ranking is quick.

What the words of a seed say is stored with it (``Seed.reading``); the index loads
that, follows changes by ``updated_at``, and looks closely only at likely seeds.
"""

import heapq
import threading
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from . import limits, matching, ranking
from .models import Seed
from .ranking import PreparedNeed, PreparedSeed, Ranked

CLOSELY = 200
_COMMON_WORD = 0.05
_FAINT = 0.01
_CHUNK = 500


class SeedIndex:
    """Postings of topics, themes and words over prepared seeds."""

    def __init__(self, seeds: Sequence[PreparedSeed]) -> None:
        self.seeds = list(seeds)
        self.words = ranking.corpus(self.seeds)
        self.topics: dict[str, list[tuple[int, float]]] = {}
        self.themes: dict[str, list[tuple[int, float]]] = {}
        self.tokens: dict[str, list[int]] = {}
        # Seeds with the same limits are looked at once for each need.
        self.groups: list[int] = []
        self.examples: list[PreparedSeed] = []
        numbers: dict[tuple[object, ...], int] = {}
        for seed in self.seeds:
            asked = (seed.seed.sectors, seed.seed.prefectures, seed.seed.price_band)
            if asked not in numbers:
                numbers[asked] = len(self.examples)
                self.examples.append(seed)
            self.groups.append(numbers[asked])
        common = _COMMON_WORD * len(self.seeds) + 10
        for place, seed in enumerate(self.seeds):
            for code, strength in seed.topics.items():
                self.topics.setdefault(code, []).append((place, strength))
            for code, value in seed.themes.items():
                self.themes.setdefault(code, []).append((place, value))
            for token in seed.tokens:
                if self.words.frequency[token] <= common:
                    self.tokens.setdefault(token, []).append(place)

    def likely(self, need: PreparedNeed, by: Mapping[str, float]) -> list[PreparedSeed]:
        """The seeds worth a close look, by sums over the postings and the limits."""
        sums = [0.0] * len(self.seeds)
        for code, weight in ranking.wanted_topics(need, by).items():
            if weight < _FAINT:
                continue
            for place, strength in self.topics.get(code, ()):
                sums[place] += weight * strength
        for code, value in need.themes.items():
            for place, other in self.themes.get(code, ()):
                sums[place] += by["theme"] * value * other
        for token in need.tokens:
            share = by["text"] * self.words.weight(token) / 40
            for place in self.tokens.get(token, ()):
                sums[place] += share
        left = [limits.share(need.need, example.seed, by) for example in self.examples]
        found = [
            (total * left[group], place)
            for place, (total, group) in enumerate(zip(sums, self.groups, strict=True))
            if total
        ]
        return [self.seeds[place] for _total, place in heapq.nlargest(CLOSELY, found)]

    def rank(
        self, need: PreparedNeed, *, limit: int, without: Collection[str] = ()
    ) -> list[Ranked]:
        """The best ``limit`` seeds for ``need``, without those whose key is in ``without``."""
        by = ranking.weights()
        likely = [seed for seed in self.likely(need, by) if seed.seed.key not in without]
        return ranking.rank(need, likely, limit=limit, words=self.words, by=by)


_lock = threading.Lock()
_known: dict[int, tuple[datetime, PreparedSeed]] = {}
_index: SeedIndex | None = None


def _prepare(pks: Iterable[int]) -> None:
    wanted = list(pks)
    for start in range(0, len(wanted), _CHUNK):
        for seed in Seed.objects.with_terms().filter(pk__in=wanted[start : start + _CHUNK]):
            _known[seed.pk] = (seed.updated_at, matching.prepared(seed))


def current() -> SeedIndex:
    """The index of what is open at this moment; one query when nothing has changed."""
    global _index
    open_now = dict(Seed.objects.open().order_by("pk").values_list("pk", "updated_at"))
    with _lock:
        gone = [pk for pk in _known if pk not in open_now]
        changed = [pk for pk, at in open_now.items() if pk not in _known or _known[pk][0] != at]
        for pk in gone:
            del _known[pk]
        _prepare(changed)
        if gone or changed or _index is None:
            _index = SeedIndex([_known[pk][1] for pk in sorted(_known)])
        return _index
