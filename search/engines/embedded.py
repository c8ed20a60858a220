"""The embedded engine: SQLite with sets of documents by word, made from tokens of Python."""

import json
import logging
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connections

from ..entries import Entry
from ..plan import QueryPlan
from . import (
    embedded_answering,
    embedded_naming,
    embedded_rebuilding,
    embedded_schema,
    embedded_suggesting,
    embedded_writing,
)
from .base import Answer, Candidate, EngineUnavailable, Stored, Suggestion
from .embedded_answering import labels_of
from .embedded_schema import LIVE, NEXT, WIDTH
from .postings import Postings
from .store import DjangoStore, FileStore, Store, Tables

logger = logging.getLogger(__name__)
# An index that is replaced again and again while a query asks is not waited for.
TRIES = 5


class EmbeddedEngine:
    """Index in SQLite; see ``store`` for where it lives, ``embedded_schema`` for its tables.

    ``width`` is the size of blocks in an index that this engine makes.
    """

    name = "embedded"

    def __init__(
        self, store: Store, *, prefix: str = LIVE, epoch: int = 0, width: int = WIDTH
    ) -> None:
        self.store = store
        self.transactional = store.transactional
        self.tables = Tables(store, prefix)
        self.width = width
        # Of a set that is being filled: writing ends when another rebuild has begun.
        self._epoch = epoch
        self._postings = Postings(self.tables)
        self._told = ""
        self._last: embedded_schema.State | None = None

    @classmethod
    def from_settings(cls) -> "EmbeddedEngine":
        """Inside the main database if that is SQLite, beside it otherwise."""
        if connections["default"].vendor == "sqlite":
            return cls(DjangoStore())
        return cls(FileStore(Path(settings.DATA_DIR) / "search.sqlite3"))

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        try:
            yield
        except (DatabaseError, sqlite3.Error) as error:
            raise EngineUnavailable(str(error)) from error

    def _state(self) -> embedded_schema.State | None:
        """The state of the index; None if nothing was ever written.

        Raises:
            EngineUnavailable: it was made by another version.
        """
        try:
            state = embedded_schema.state(self.tables)
        except DatabaseError as error:
            if "no such" not in str(error):
                raise
            if embedded_schema.existing(self.store, self.tables.prefix):
                raise EngineUnavailable(embedded_schema.OTHER_VERSION) from error
            return None
        current = embedded_schema.fingerprint()
        reason = state.fingerprint.outdated(current)
        if state.form != current.form:
            raise EngineUnavailable(reason)
        if reason and reason != self._told:
            logger.warning("search: %s", reason)
            self._told = reason
        return state

    def outdated(self) -> str:
        """Why the index must be built anew."""
        with self._guarded():
            try:
                state = self._state()
            except EngineUnavailable as error:
                return str(error)
        return state.fingerprint.outdated(embedded_schema.fingerprint()) if state else ""

    # Writing

    def _targets(self) -> list[Tables]:
        """The sets that every change goes to: the one that is read, and one being filled."""
        state = self._state()
        if self._epoch:
            if state is None or state.epoch != self._epoch:
                raise EngineUnavailable("another rebuild has begun")
            return [self.tables]
        if state is None:
            embedded_schema.create(self.tables, self.width)
        other = embedded_rebuilding.being_filled(self.store)
        return [self.tables, other] if other else [self.tables]

    def write(self, entries: Sequence[Entry], *, version: int) -> None:
        """Keep ``entries`` unless a newer version of one is kept already."""
        with self._guarded(), self.store.atomic():
            for tables in self._targets():
                embedded_writing.write(tables, entries, version)

    def delete(self, keys: Sequence[tuple[str, str]], *, version: int) -> None:
        """Forget documents; a newer version than ``version`` stays."""
        with self._guarded(), self.store.atomic():
            for tables in self._targets():
                embedded_writing.delete(tables, keys, version)

    @contextmanager
    def replacement(self) -> Iterator["EmbeddedEngine"]:
        """A set of tables beside the one that is read; it takes over when the block ends well."""
        with self._guarded():
            epoch = embedded_rebuilding.begin(self.store, self.width)
        try:
            yield EmbeddedEngine(self.store, prefix=NEXT, epoch=epoch)
        except BaseException:
            with self._guarded():
                embedded_rebuilding.give_up(self.store, epoch)
            raise
        with self._guarded():
            embedded_rebuilding.finish(self.store, epoch)

    def clear(self) -> None:
        """Drop the tables; the next write makes them again."""
        with self._guarded(), self.store.atomic():
            embedded_schema.drop(self.store, self.tables.prefix)

    # Reading

    def search(self, plans: Sequence[QueryPlan], *, offset: int, limit: int) -> Answer:
        """Hits of the first plan that has enough, with counts by facet."""
        with self._guarded():
            if answer := self._remembered(plans, offset, limit):
                return answer
            for _ in range(TRIES):
                state = self._last = self._state()
                if state is None:
                    return Answer([], 0, {})
                answer = embedded_answering.answer(
                    self._postings, state, plans, offset=offset, limit=limit
                )
                if answer is not None:
                    return answer
        raise EngineUnavailable("the index is being replaced")

    def _remembered(self, plans: Sequence[QueryPlan], offset: int, limit: int) -> Answer | None:
        """The answer if nothing was written since the last search; saves asking for the state."""
        state = self._last
        if state is None:
            return None
        try:
            answer = embedded_answering.answer(
                self._postings, state, plans, offset=offset, limit=limit, unchanged=True
            )
            known = answer is None or answer.candidates or self._state() == state
        except DatabaseError:  # the tables are others now; asking for the state tells
            return None
        return answer if known else None

    def load(self, keys: Sequence[str]) -> dict[str, Stored]:
        """What to show of candidates; of an index that was replaced meanwhile nothing."""
        if not keys:
            return {}
        epoch = keys[0].partition(":")[0]
        with self._guarded():
            rows = self.tables.rows(
                "SELECT %s || ':' || s.id, s.title, s.url, l.labels, s.packed"
                " FROM json_each(%s) w JOIN search_stored s ON s.id = w.value"
                " JOIN search_entry e ON e.id = s.id JOIN search_label l ON l.id = e.label"
                " WHERE (SELECT epoch FROM search_state) = %s",
                (
                    epoch,
                    json.dumps([int(key.rpartition(":")[2]) for key in keys]),
                    int(epoch),
                ),
            )
        return {str(key): _stored(*values) for key, *values in rows}

    def named(self, identities: Sequence[tuple[str, str]]) -> list[Candidate]:
        """Documents by (source, pk)."""
        with self._guarded():
            state = self._state() if identities else None
            if state is None:
                return []
            numbers = embedded_naming.numbers(self.tables, identities)
            return embedded_answering.read(self.tables, state, numbers)

    def titles(
        self, *, scopes: frozenset[str], language: str, limit: int
    ) -> list[tuple[str, bytes]]:
        """Titles and where their words stand, the latest written first."""
        with self._guarded():
            if self._state() is None:
                return []
            return embedded_naming.titles(self.tables, scopes, language, limit)

    def digests(self, source: str) -> Iterator[tuple[str, str]]:
        """(pk, digest) of every document of ``source``."""
        with self._guarded():
            if self._state() is not None:
                yield from self.tables.rows(
                    "SELECT pk, digest FROM search_entry WHERE source = %s ORDER BY id", (source,)
                )

    def names(self) -> list[str]:
        """Sources with documents in the index."""
        with self._guarded():
            if self._state() is None:
                return []
            rows = self.tables.rows("SELECT DISTINCT source FROM search_entry ORDER BY source")
            return [name for (name,) in rows]

    def suggest(
        self, prefix: str, *, scopes: frozenset[str], language: str, limit: int
    ) -> list[Suggestion]:
        """Titles that hold ``prefix``; those that begin with it first."""
        with self._guarded():
            if self._state() is None:
                return []
            return embedded_suggesting.suggest(self.tables, prefix, scopes, language, limit)


def _stored(title: str, url: str, labels: str, packed: Any) -> Stored:
    summary, body, *spans = embedded_writing.unpack(bytes(packed))
    return Stored(
        title=title,
        summary=summary.decode(),
        body=body.decode(),
        url=url,
        labels=labels_of(labels),
        spans=dict(zip(("title", "summary", "body"), spans, strict=True)),
    )
