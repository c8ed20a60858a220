"""The labelled set that comes with the portal, asked with a vocabulary that is tried out.

The analysed documents are kept in memory, once per process and choice of label words; the
figures of a vocabulary are kept by its key. Trying out a line costs the 72 queries.
"""

import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from statistics import fmean
from typing import Any

from django.db import DatabaseError

from .. import vocabulary
from ..engines.embedded import EmbeddedEngine
from ..vocabulary import Vocabulary
from . import metrics, reading, runner

DATA = Path(__file__).parent / "data"
_lock = threading.Lock()


@dataclass(frozen=True)
class Found:
    """What one query found, and how good that is."""

    text: str
    ndcg: float
    ranking: tuple[str, ...]


@dataclass(frozen=True)
class Figures:
    """All queries under one vocabulary, by the query's id."""

    queries: Mapping[str, Found]

    @property
    def ndcg(self) -> float:
        """nDCG@10 over all queries."""
        return fmean(found.ndcg for found in self.queries.values())


class MemoryStore:
    """Tables in memory behind one connection; callers hold the lock."""

    transactional = False

    def __init__(self) -> None:
        self._connection = sqlite3.connect(
            ":memory:", check_same_thread=False, isolation_level=None
        )

    def rows(self, sql: str, params: Sequence[Any] = ()) -> list[Any]:
        """All rows of a statement."""
        try:
            return self._connection.execute(sql.replace("%s", "?"), params).fetchall()
        except sqlite3.Error as error:
            raise DatabaseError(str(error)) from error

    def many(self, sql: str, params: Iterable[Sequence[Any]]) -> None:
        """Run a statement once for each of ``params``."""
        try:
            self._connection.executemany(sql.replace("%s", "?"), params)
        except sqlite3.Error as error:
            raise DatabaseError(str(error)) from error

    @contextmanager
    def atomic(self) -> Iterator[None]:
        """Nobody else writes: nothing to hold together."""
        yield


@lru_cache(maxsize=1)
def queries() -> dict[str, str]:
    """Query texts by id."""
    return reading.queries(DATA / "queries.jsonl")


@lru_cache(maxsize=1)
def judgements() -> dict[str, dict[str, int]]:
    """Grades by query and document."""
    return reading.judgements(DATA / "qrels.tsv")


@lru_cache(maxsize=1)
def titles() -> dict[str, str]:
    """Titles of the documents by id."""
    return {one.pk: one.title for one in reading.documents(DATA / "documents.jsonl")}


@lru_cache(maxsize=2)
def _engine(label_words: tuple[object, ...]) -> EmbeddedEngine:
    """The documents, analysed under the label words of this moment."""
    engine = EmbeddedEngine(MemoryStore())
    runner.fill(engine, reading.documents(DATA / "documents.jsonl"), lambda _what, _done: None)
    return engine


@lru_cache(maxsize=16)
def _figures(words: Vocabulary) -> Figures:
    with vocabulary.trying(words):
        rank = runner.ranker(_engine(tuple(sorted(words.label_words.items()))))
        found = {}
        for key, text in queries().items():
            ranking = rank(text)
            score = metrics.score(ranking, judgements().get(key, {}))
            if score:
                found[key] = Found(text, score.ndcg, tuple(ranking))
        return Figures(found)


def figures(words: Vocabulary) -> Figures:
    """How well the labelled queries are answered under ``words``."""
    with _lock:
        return _figures(words)
