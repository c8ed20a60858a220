"""Tables of the embedded index, how they are made, swapped and dropped.

Three sets may exist: the one that is read (``search_…``), one that is being filled beside
it (``search_next_…``), and one that has been replaced and waits to be dropped
(``search_old_…``).
"""

import secrets
from dataclasses import dataclass

from .. import entries
from .base import MENDED_BY, Fingerprint
from .store import Store, Tables

LIVE, NEXT, OLD = "search_", "search_next_", "search_old_"
# Rises when the tables change.
SCHEMA = 2
OTHER_VERSION = f"the index was made by another version; {MENDED_BY}"
# So many numbers of documents make a block.
WIDTH = 1024

_CREATE = (
    """CREATE TABLE search_state (
        id INTEGER PRIMARY KEY CHECK (id = 1), form TEXT NOT NULL, vocabulary TEXT NOT NULL,
        epoch INTEGER NOT NULL, width INTEGER NOT NULL, sealed INTEGER NOT NULL,
        next INTEGER NOT NULL, written INTEGER NOT NULL)""",
    "CREATE TABLE search_label (id INTEGER PRIMARY KEY, labels TEXT NOT NULL)",
    """CREATE TABLE search_entry (
        id INTEGER PRIMARY KEY, source TEXT NOT NULL, pk TEXT NOT NULL,
        label INTEGER NOT NULL, day TEXT, boost REAL NOT NULL, place INTEGER NOT NULL,
        version INTEGER NOT NULL, digest TEXT NOT NULL, UNIQUE (source, pk))""",
    """CREATE TABLE search_gone (
        source TEXT NOT NULL, pk TEXT NOT NULL, version INTEGER NOT NULL,
        PRIMARY KEY (source, pk)) WITHOUT ROWID""",
    """CREATE TABLE search_stored (
        id INTEGER PRIMARY KEY, title TEXT NOT NULL, folded TEXT NOT NULL,
        url TEXT NOT NULL, packed BLOB NOT NULL, UNIQUE (folded, id))""",
    """CREATE VIRTUAL TABLE search_text USING fts5(title, summary, body, keywords, grams,
        columnsize = 0, tokenize = "unicode61 remove_diacritics 0")""",
    """CREATE TABLE search_posting (
        unit TEXT NOT NULL, block INTEGER NOT NULL, docs BLOB NOT NULL,
        PRIMARY KEY (unit, block)) WITHOUT ROWID""",
    """CREATE TABLE search_block (
        id INTEGER PRIMARY KEY, stamp INTEGER NOT NULL, dead BLOB NOT NULL)""",
)
# In the order in which they are dropped: without its state a set counts as unfinished.
NAMES = ("state", "label", "entry", "gone", "stored", "text", "posting", "block")


def chance() -> int:
    """A number nobody has drawn before: states that were rolled back are never met again."""
    return secrets.randbits(62)


def fingerprint() -> Fingerprint:
    """What an index made now is made by."""
    return Fingerprint.current(f"{SCHEMA}.{entries.FORM}")


@dataclass(frozen=True)
class State:
    """What one set of tables is at a moment.

    Numbers of documents below ``boundary`` are in sealed blocks. ``epoch`` belongs to the
    set, ``written`` to its last change, ``stamp`` to the last sealed block.
    """

    form: str
    vocabulary: str
    epoch: int
    width: int
    sealed: int
    next: int
    written: int
    stamp: int

    @property
    def boundary(self) -> int:
        """The first number that is in no sealed block."""
        return self.sealed * self.width

    @property
    def fingerprint(self) -> Fingerprint:
        """What it was made by."""
        return Fingerprint(self.form, self.vocabulary)


def existing(store: Store, prefix: str) -> set[str]:
    """Names of those tables of a set that exist."""
    rows = store.rows(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name GLOB 'search_*'"
    )
    return {name for (name,) in rows} & {prefix + name for name in NAMES}


def create(tables: Tables, width: int = WIDTH) -> int:
    """Make an empty set; returns its epoch."""
    for statement in _CREATE:
        tables.rows(statement)
    made, epoch = fingerprint(), chance()
    tables.rows(
        "INSERT INTO search_state VALUES (1, %s, %s, %s, %s, 0, 1, %s)",
        (made.form, made.vocabulary, epoch, width, chance()),
    )
    return epoch


def state(tables: Tables) -> State:
    """The state of a set that exists."""
    (values,) = tables.rows(
        "SELECT form, vocabulary, epoch, width, sealed, next, written, coalesce("
        " (SELECT b.stamp FROM search_block b WHERE b.id = s.sealed - 1), 0) FROM search_state s"
    )
    return State(*values)


def drop(store: Store, prefix: str, *names: str) -> None:
    """Drop a set (or ``names`` of it), or what is left of one."""
    found = existing(store, prefix)
    for name in names or NAMES:
        if prefix + name in found:
            store.rows(f"DROP TABLE {prefix}{name}")


def swap(store: Store) -> None:
    """Put the filled set in the place of the one that is read."""
    drop(store, OLD)
    for before, after in ((LIVE, OLD), (NEXT, LIVE)):
        found = existing(store, before)
        for name in NAMES:
            if before + name in found:
                store.rows(f"ALTER TABLE {before}{name} RENAME TO {after}{name}")
