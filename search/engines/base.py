"""What an engine can do; rules of ranking are not its business (``search.ranking``)."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date as Date
from typing import Protocol

from .. import vocabulary
from ..entries import Entry
from ..plan import QueryPlan

# So many best candidates are ranked anew by one rule for all engines.
POOL = 100
# Beside the facets, answers count the hits in the named spans of days under this name.
SPANS = "when"


MENDED_BY = "run: manage.py rebuild_search"


class EngineUnavailable(Exception):
    """The engine cannot answer now; browsing and writing must go on without it."""


@dataclass(frozen=True)
class Fingerprint:
    """What an index was made by: the form of its tables or mapping, and the vocabulary."""

    form: str
    vocabulary: str

    @classmethod
    def current(cls, form: str) -> "Fingerprint":
        """What an index of ``form`` is made by now."""
        return cls(form, vocabulary.fingerprint())

    def outdated(self, current: "Fingerprint") -> str:
        """What is wrong with an index made by this; empty if nothing is."""
        if self.form != current.form:
            return f"the index has form {self.form}, this version {current.form}; {MENDED_BY}"
        if self.vocabulary != current.vocabulary:
            return f"the index was made with another vocabulary; {MENDED_BY}"
        return ""


@dataclass(frozen=True)
class Candidate:
    """One document that matches; its tokens are one string per field, see ``token_text``."""

    key: str
    source: str
    pk: str
    kind: str
    language: str
    date: Date | None
    boost: float
    tokens: dict[str, str]


@dataclass(frozen=True)
class Stored:
    """What is shown of a document."""

    title: str
    summary: str
    body: str
    url: str
    labels: dict[str, list[str]]
    spans: dict[str, bytes]


@dataclass(frozen=True)
class Answer:
    """Candidates in the engine's order with counts over all hits.

    ``plan`` is the one that was answered; ``frequencies`` tells in how many documents each
    of its phrases stands.
    """

    candidates: list[Candidate]
    total: int
    facets: dict[str, dict[str, int]]
    languages: dict[str, int] = field(default_factory=dict)
    frequencies: tuple[int, ...] = ()
    documents: int = 0
    plan: QueryPlan | None = None


@dataclass(frozen=True)
class Suggestion:
    """A document offered while someone types."""

    source: str
    pk: str
    kind: str
    title: str
    url: str


class Engine(Protocol):
    """An index of entries. ``transactional``: writes live and die with the transaction."""

    name: str
    transactional: bool

    def write(self, entries: Sequence[Entry], *, version: int) -> None:
        """Keep ``entries``, each instead of an older version of itself."""

    def delete(self, keys: Sequence[tuple[str, str]], *, version: int) -> None:
        """Forget documents by (source, pk)."""

    def search(self, plans: Sequence[QueryPlan], *, offset: int, limit: int) -> Answer:
        """Hits of the first plan that has enough of them; raises EngineUnavailable."""

    def load(self, keys: Sequence[str]) -> dict[str, Stored]:
        """What to show of candidates, by key."""

    def named(self, identities: Sequence[tuple[str, str]]) -> list[Candidate]:
        """Documents by (source, pk), in no promised order; what is not there is left out."""

    def titles(
        self, *, scopes: frozenset[str], language: str, limit: int
    ) -> list[tuple[str, bytes]]:
        """Titles and where their words stand, of what viewers with ``scopes`` may see."""

    def digests(self, source: str) -> Iterator[tuple[str, str]]:
        """(pk, digest) of every document of ``source`` in the index."""

    def names(self) -> list[str]:
        """Sources that have documents in the index."""

    def suggest(
        self, prefix: str, *, scopes: frozenset[str], language: str, limit: int
    ) -> list[Suggestion]:
        """Documents whose title holds ``prefix``, spelling folded."""

    def replacement(self) -> AbstractContextManager["Engine"]:
        """An engine to write everything to; it takes this one's place when the block ends."""

    def outdated(self) -> str:
        """Why the index must be built anew, empty if it need not; raises EngineUnavailable."""

    def clear(self) -> None:
        """Forget everything."""


def token_text(tokens: Sequence[str]) -> str:
    """Tokens in a string in which ``str.count`` finds whole phrases: `` a  b  c ``."""
    return "".join(f" {token} " for token in tokens)
