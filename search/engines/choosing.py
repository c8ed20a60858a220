"""Which documents of a view are hits, how they count by facet, and which are the best."""

from collections.abc import Iterable

from ..labels import FACETS
from ..periods import Period
from ..plan import QueryPlan
from . import bits, units
from .base import SPANS
from .postings import View
from .scoring import Scoring


def _any(view: View, facet: str, values: Iterable[str]) -> int:
    found = 0
    for value in values:
        found |= view.members(units.label(facet, value))
    return found


class Choice:
    """What ``view`` holds for one plan."""

    def __init__(self, view: View, plan: QueryPlan) -> None:
        self.view = view
        self.plan = plan
        filters = plan.filters
        typed = self._days(Period(filters.since, filters.until))
        self.matching = self._matching() & _any(view, "scope", filters.scopes) & typed
        self._spans = {name: self._days(period) for name, period in filters.spans.items()}
        self._chosen = {
            facet: _any(view, facet, values) for facet, values in filters.facets.items() if values
        }
        if filters.span:
            self._chosen[SPANS] = self._spans[filters.span]
        self._spoken = view.members(
            units.label("language", filters.language) if filters.language else units.ALL
        )
        self.hits = self._narrowed()

    def _narrowed(self, but: str = "") -> int:
        hits = self.matching & self._spoken
        for facet, members in self._chosen.items():
            if facet != but:
                hits &= members
        return hits

    def _matching(self) -> int:
        plan, view = self.plan, self.view
        found = 0
        for phrase in plan.strong:
            found |= view.phrase(phrase.tokens)
        for gram in plan.grams:
            found |= view.members(f"#{gram}")
        if plan.required and not (plan.strong or plan.grams):
            found = view.phrase(plan.required[0])
        for tokens in plan.required:
            found &= view.phrase(tokens)
        for tokens in plan.excluded:
            found &= ~view.phrase(tokens)
        return found

    def _days(self, period: Period) -> int:
        view = self.view
        everything = view.members(units.ALL)
        if period == Period(None, None):
            return everything
        planes = [view.members(unit) for unit in units.DAY]
        since = period.since.toordinal() if period.since else 1
        found = bits.at_least(since, planes, everything)
        if period.until:
            found &= ~bits.at_least(period.until.toordinal() + 1, planes, everything)
        return found

    @property
    def total(self) -> int:
        """Number of hits."""
        return self.hits.bit_count()

    @property
    def documents(self) -> int:
        """Number of all documents, whoever may see them."""
        return self.view.members(units.ALL).bit_count()

    def frequencies(self) -> tuple[int, ...]:
        """In how many documents each phrase stands, whoever may see them."""
        return tuple(self.view.phrase(p.tokens).bit_count() for p in self.plan.phrases)

    def facets(self) -> dict[str, dict[str, int]]:
        """Hits per value of each facet, its own choice left aside."""
        counts = {facet: self._counts(facet, self._narrowed(but=facet)) for facet in FACETS}
        if self._spans:
            hits = self._narrowed(but=SPANS)
            inside = {name: (hits & days).bit_count() for name, days in self._spans.items()}
            counts[SPANS] = {name: count for name, count in inside.items() if count}
        return counts

    def languages(self) -> dict[str, int]:
        """Matching documents per language, choices left aside."""
        return self._counts("language", self.matching)

    def _counts(self, facet: str, members: int) -> dict[str, int]:
        counts = {}
        for value in self.view.values(facet) if members else ():
            count = (members & self.view.members(units.label(facet, value))).bit_count()
            if count:
                counts[value] = count
        return counts

    def best(self, scoring: Scoring, offset: int, limit: int) -> list[int]:
        """Numbers of the documents from ``offset`` on.

        The best first, but not those from 0 on: they are ranked anyway.
        """
        sums = self._sums(scoring)
        planes = [*reversed(sums.planes), *map(self.view.members, reversed(units.ORDER))]
        until = bits.greatest(self.hits, planes, offset + limit)
        if not offset:
            return list(bits.places(until))
        window = until & ~bits.greatest(self.hits, planes, offset)
        texts = [plane.to_bytes((plane.bit_length() + 7) // 8, "little") for plane in planes]
        return sorted(bits.places(window), key=lambda place: -bits.number_of(place, texts))

    def _sums(self, scoring: Scoring) -> bits.Sums:
        sums = bits.Sums()
        for clauses in scoring.best:
            counted = ~self.hits
            for clause in clauses:
                members = self._members(clause.tokens, clause.in_title) & ~counted
                sums.add(clause.amount, members)
                counted |= members
        for clause in scoring.every:
            sums.add(clause.amount, self._members(clause.tokens, clause.in_title) & self.hits)
        for gram in self.plan.grams:
            sums.add(1, self.view.members(f"#{gram}") & self.hits)
        return sums

    def _members(self, tokens: tuple[str, ...], in_title: bool) -> int:
        return self.view.title(tokens) if in_title else self.view.phrase(tokens)
