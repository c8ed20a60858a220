"""The SQLite file that holds the embedded index.

With SQLite as main database the index lives in it and shares its transactions; beside
any other database it has a file of its own.
"""

import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from django.db import DatabaseError, connections, transaction

SCHEMA = (
    """CREATE TABLE IF NOT EXISTS search_label (
        id INTEGER PRIMARY KEY, labels TEXT NOT NULL)""",
    """CREATE TABLE IF NOT EXISTS search_entry (
        id INTEGER PRIMARY KEY, source TEXT NOT NULL, pk TEXT NOT NULL,
        label INTEGER NOT NULL, day TEXT, boost REAL NOT NULL,
        version INTEGER NOT NULL, digest TEXT NOT NULL, UNIQUE (source, pk))""",
    """CREATE TABLE IF NOT EXISTS search_stored (
        id INTEGER PRIMARY KEY, title TEXT NOT NULL, folded TEXT NOT NULL,
        summary TEXT NOT NULL, body TEXT NOT NULL, url TEXT NOT NULL,
        title_spans BLOB NOT NULL, summary_spans BLOB NOT NULL, body_spans BLOB NOT NULL)""",
    """CREATE VIRTUAL TABLE IF NOT EXISTS search_text USING fts5(
        title, summary, body, keywords, grams, tokenize = "unicode61 remove_diacritics 0")""",
)
TABLES = ("search_label", "search_entry", "search_stored", "search_text")
BUSY_SECONDS = 20


class Store(Protocol):
    """A place for the tables; ``%s`` marks a parameter."""

    transactional: bool

    def rows(self, sql: str, params: Sequence[Any] = ()) -> list[Any]:
        """All rows of a statement."""

    @contextmanager
    def atomic(self) -> Iterator[None]:
        """All or nothing."""


class DjangoStore:
    """Tables in a database that Django knows."""

    transactional = True

    def __init__(self, alias: str = "default") -> None:
        self.alias = alias

    def rows(self, sql: str, params: Sequence[Any] = ()) -> list[Any]:
        """All rows of a statement."""
        with connections[self.alias].cursor() as cursor:
            cursor.execute(sql, params)
            return cursor.fetchall() if cursor.description else []

    @contextmanager
    def atomic(self) -> Iterator[None]:
        """All or nothing; inside a transaction a savepoint."""
        with transaction.atomic(using=self.alias):
            yield


class FileStore:
    """Tables in a file of their own; one connection per thread."""

    transactional = False

    def __init__(self, path: Path) -> None:
        self.path = path
        self._local = threading.local()

    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(self.path, timeout=BUSY_SECONDS, isolation_level=None)
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=NORMAL")
            self._local.connection = connection
        return connection

    def rows(self, sql: str, params: Sequence[Any] = ()) -> list[Any]:
        """All rows of a statement."""
        try:
            return self._connection().execute(sql.replace("%s", "?"), params).fetchall()
        except sqlite3.Error as error:
            raise DatabaseError(str(error)) from error

    @contextmanager
    def atomic(self) -> Iterator[None]:
        """All or nothing; inside a transaction part of it."""
        connection = self._connection()
        if connection.in_transaction:
            yield
            return
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")

    def close(self) -> None:
        """Close this thread's connection."""
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is not None:
            connection.close()
            self._local.connection = None
