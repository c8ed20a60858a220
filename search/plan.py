"""What is searched for, in a form that every engine can translate."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from .periods import Period


class Origin(StrEnum):
    """Where a phrase of the plan comes from."""

    TERM = "term"  # as typed
    PART = "part"  # a piece of a longer term
    SYNONYM = "synonym"
    LAY = "lay"  # what the documents call it
    SIMILAR = "similar"  # like a word that nobody wrote
    READ = "read"  # a word that became a condition: it only adds to the score


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
class Condition:
    """A word of the query that asks for a ``kind``, a ``prefecture`` or a ``day``.

    ``values`` are codes of the facet; ``periods`` those of a day, the likeliest first.
    ``start`` and ``end`` tell where the word stands, with what binds it to others. One
    that ``stays`` is searched for as well (演習 asks for events and says of what sort); one
    that ``leans`` holds only beside a date or a place.
    """

    word: str
    facet: str
    start: int
    end: int
    values: tuple[str, ...] = ()
    periods: tuple[Period, ...] = ()
    stays: bool = False
    leans: bool = False


@dataclass(frozen=True)
class Filters:
    """What a hit must have: one of the values of each facet, one of the scopes.

    ``spans`` are named stretches of days whose hits are counted; ``span`` is the one that
    hits must lie in, chosen like a value of a facet.
    """

    scopes: frozenset[str]
    language: str | None = None
    facets: dict[str, tuple[str, ...]] = field(default_factory=dict)
    since: date | None = None
    until: date | None = None
    spans: dict[str, Period] = field(default_factory=dict)
    span: str = ""

    def wanted_days(self) -> list[Period]:
        """Stretches in all of which the date of a hit must lie."""
        typed = Period(self.since, self.until)
        chosen = [self.spans[self.span]] if self.span else []
        return [*chosen, *([typed] if typed != Period(None, None) else [])]


@dataclass(frozen=True)
class QueryPlan:
    """Weighted phrases and filters.

    ``required`` were quoted, ``excluded`` carried a minus. ``wide`` lets parts of terms
    count as hits; ``grams`` (kana-folded bigrams of titles) are the last resort. ``read``
    are the words that became filters.
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
    read: tuple[Condition, ...] = ()

    @property
    def strong(self) -> tuple[Phrase, ...]:
        """Phrases that make a hit."""
        if self.wide:
            return tuple(phrase for phrase in self.phrases if _says_enough(phrase))
        return tuple(phrase for phrase in self.phrases if phrase.origin in STRONG)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked for."""
        return not (self.phrases or self.grams or self.required)


def _says_enough(phrase: Phrase) -> bool:
    """Whether documents with ``phrase`` are worth showing where the whole term is nowhere.

    A single character of a longer term (方 of 飼い方) stands in anything.
    """
    is_scrap = phrase.origin is Origin.PART and len("".join(phrase.tokens)) == 1
    return phrase.origin is not Origin.READ and not is_scrap
