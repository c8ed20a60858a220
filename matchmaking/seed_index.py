"""All open seeds, read once and kept in this process, so that ranking is quick.

What the words of a seed say is stored with it (``Seed.reading``); the index loads
that, follows changes by ``updated_at``, and looks closely only at likely seeds.
"""

import heapq
import threading
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from . import limits, matching, ranking, versions
from .models import Seed
from .profiles import Need
from .ranking import PreparedNeed, PreparedSeed, Ranked
from .weighing import Weighing

CLOSELY = 200
_COMMON_WORD = 0.05
_FAINT = 0.01
_CHUNK = 500


class SeedIndex:
    """Postings of topics, themes and words over prepared seeds."""

    def __init__(self, seeds: Sequence[PreparedSeed], weighing: Weighing | None = None) -> None:
        self.weighing = weighing or Weighing()
        self.seeds = list(seeds)
        self.words = ranking.corpus(self.seeds)
        self.topics: dict[str, list[tuple[int, float]]] = {}
        self.themes: dict[str, list[tuple[int, float]]] = {}
        self.tokens: dict[str, list[int]] = {}
        # What each sector, prefecture and budget leaves of every seed; made when first asked.
        self._left: dict[tuple[object, ...], list[float]] = {}
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
        left = [self._of(limit, need.need, by) for limit in ranking.LIMITED]
        found = [
            (total * sector * place * budget, number)
            for number, (total, sector, place, budget) in enumerate(zip(sums, *left, strict=True))
            if total
        ]
        return [self.seeds[number] for _total, number in heapq.nlargest(CLOSELY, found)]

    def _of(self, limit: tuple[str, str, str], need: Need, by: Mapping[str, float]) -> list[float]:
        """What one limit of ``need`` leaves of each seed, from 0 to 1."""
        name, worst, middle = limit
        asked = (name, limits.ASKED[name](need), by[worst], by[middle])
        known = self._left.get(asked)
        if known is None:
            met, steps = limits.MET[name], (by[worst], by[middle], 1.0)
            known = [steps[round(met(need, seed.seed) * 2)] for seed in self.seeds]
            self._left[asked] = known
        return known

    def rank(
        self,
        need: PreparedNeed,
        *,
        limit: int,
        without: Collection[str] = (),
        standing: ranking.Standing = ranking.UNKNOWN,
    ) -> list[Ranked]:
        """The best ``limit`` seeds for ``need``, without those whose key is in ``without``."""
        likely = [
            seed for seed in self.likely(need, self.weighing.by) if seed.seed.key not in without
        ]
        return ranking.rank(
            need,
            likely,
            limit=limit,
            words=self.words,
            score_by=self.weighing.score,
            standing=standing,
        )


_lock = threading.Lock()
_known: dict[int, tuple[datetime, PreparedSeed]] = {}
_index: SeedIndex | None = None
_weighed: datetime | None = None


def _prepare(pks: Iterable[int]) -> None:
    wanted = list(pks)
    for start in range(0, len(wanted), _CHUNK):
        for seed in Seed.objects.with_terms().filter(pk__in=wanted[start : start + _CHUNK]):
            _known[seed.pk] = (seed.updated_at, matching.prepared(seed))


def current() -> SeedIndex:
    """The index of what is open at this moment; one query when nothing has changed."""
    global _index, _weighed
    rows = Seed.objects.open().annotate(weighed=versions.stamp()).order_by("pk")
    found = list(rows.values_list("pk", "updated_at", "weighed"))
    open_now = {pk: updated_at for pk, updated_at, _weighed in found}
    weighed = found[0][2] if found else _weighed
    with _lock:
        gone = [pk for pk in _known if pk not in open_now]
        changed = [pk for pk, at in open_now.items() if pk not in _known or _known[pk][0] != at]
        for pk in gone:
            del _known[pk]
        _prepare(changed)
        if gone or changed or _index is None:
            kept = _index.weighing if _index is not None else None
            _index = SeedIndex([_known[pk][1] for pk in sorted(_known)], kept)
        if weighed != _weighed:
            _index.weighing, _weighed = versions.in_force(), weighed
        return _index
