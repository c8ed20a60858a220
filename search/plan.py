"""What is searched for, in a form that every engine can translate."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Origin(StrEnum):
    """Where a phrase of the plan comes from."""

    TERM = "term"  # as typed
    PART = "part"  # a piece of a longer term
    SYNONYM = "synonym"
    LAY = "lay"  # what the documents call it
    SIMILAR = "similar"  # like a word that nobody wrote


# What makes a document a hit by itself; parts only add to the score.
STRONG = frozenset({Origin.TERM, Origin.SYNONYM, Origin.LAY, Origin.SIMILAR})


@dataclass(frozen=True)
class Phrase:
    """Tokens in a row. Phrases of one ``group`` stand for the same word of the query."""

    tokens: tuple[str, ...]
    weight: float
    group: int
    origin: Origin = Origin.TERM


@dataclass(frozen=True)
class Filters:
    """What a hit must have: one of the values of each facet, one of the scopes."""

    scopes: frozenset[str]
    language: str | None = None
    facets: dict[str, tuple[str, ...]] = field(default_factory=dict)
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class QueryPlan:
    """Weighted phrases and filters.

    ``required`` were quoted, ``excluded`` carried a minus. ``wide`` lets parts of terms
    count as hits; ``grams`` (kana-folded bigrams of titles) are the last resort.
    """

    text: str
    phrases: tuple[Phrase, ...]
    filters: Filters
    required: tuple[tuple[str, ...], ...] = ()
    excluded: tuple[tuple[str, ...], ...] = ()
    grams: tuple[str, ...] = ()
    wide: bool = False
    # With fewer hits than this the next, more generous plan is tried.
    enough: int = 0

    @property
    def strong(self) -> tuple[Phrase, ...]:
        """Phrases that make a hit."""
        if self.wide:
            return self.phrases
        return tuple(phrase for phrase in self.phrases if phrase.origin in STRONG)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked for."""
        return not (self.phrases or self.grams or self.required)
