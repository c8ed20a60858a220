"""A rebuild of the embedded index: a second set of tables is filled and takes over at once.

Until then every change goes to both sets (``EmbeddedEngine.write``). A rebuild that is
killed leaves the set that is read as it is; the next one drops what was left.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DatabaseError

from . import embedded_schema
from .base import EngineUnavailable
from .embedded_schema import NEXT, OLD
from .store import Store, Tables

# Pages of FTS5 that are merged in one transaction: others must be able to write between.
MERGED = 400


def being_filled(store: Store) -> Tables | None:
    """The set that a rebuild fills at the moment, if it is of this version."""
    if NEXT + "state" not in embedded_schema.existing(store, NEXT):
        return None
    tables = Tables(store, NEXT)
    try:
        state = embedded_schema.state(tables)
    except DatabaseError:  # left behind by another version
        return None
    return tables if state.form == embedded_schema.fingerprint().form else None


def begin(store: Store, width: int) -> int:
    """Make an empty set beside the one that is read; returns its epoch."""
    _drop(store, OLD)
    with store.atomic():
        embedded_schema.drop(store, NEXT)
        return embedded_schema.create(Tables(store, NEXT), width)


def _is_ours(store: Store, epoch: int) -> bool:
    tables = being_filled(store)
    return tables is not None and embedded_schema.state(tables).epoch == epoch


def give_up(store: Store, epoch: int) -> None:
    """Drop a set that was not finished."""
    with store.atomic():
        if _is_ours(store, epoch):
            embedded_schema.drop(store, NEXT)


@contextmanager
def _owned(store: Store, epoch: int) -> Iterator[None]:
    """A transaction in which no other rebuild can have begun."""
    with store.atomic():
        if not _is_ours(store, epoch):
            raise EngineUnavailable("another rebuild has begun")
        yield


def finish(store: Store, epoch: int) -> None:
    """Let the filled set take over, and drop the one it replaces.

    Raises:
        EngineUnavailable: another rebuild has begun meanwhile.
    """
    pages = -MERGED  # begins a merge of all parts, which the next calls continue
    merging = True
    while merging:
        with _owned(store, epoch):
            merging = _merge(Tables(store, NEXT), pages)
        pages = MERGED
    with _owned(store, epoch):
        embedded_schema.swap(store)
    _drop(store, OLD)


def _merge(tables: Tables, pages: int) -> bool:
    """Bring some of FTS5's parts together; whether there is more to do (sqlite.org/fts5)."""
    before = _changes(tables)
    tables.rows("INSERT INTO search_text (search_text, rank) VALUES ('merge', %s)", (pages,))
    return _changes(tables) - before >= 2


def _changes(tables: Tables) -> int:
    ((count,),) = tables.rows("SELECT total_changes()")
    return int(count)


def _drop(store: Store, prefix: str) -> None:
    """Drop a set that nobody reads, table by table: each is a transaction of its own."""
    for name in embedded_schema.NAMES:
        with store.atomic():
            embedded_schema.drop(store, prefix, name)
