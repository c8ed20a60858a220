"""The SQLite file that holds the embedded index.

With SQLite as main database the index lives in it and shares its transactions; beside
any other database it has a file of its own.
"""

import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from django.db import DatabaseError, connections, transaction

BUSY_SECONDS = 20


class Store(Protocol):
    """A place for the tables; ``%s`` marks a parameter."""

    transactional: bool

    def rows(self, sql: str, params: Sequence[Any] = ()) -> list[Any]:
        """All rows of a statement."""

    def many(self, sql: str, params: Iterable[Sequence[Any]]) -> None:
        """Run a statement once for each of ``params``."""

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

    def many(self, sql: str, params: Iterable[Sequence[Any]]) -> None:
        """Run a statement once for each of ``params``."""
        with connections[self.alias].cursor() as cursor:
            cursor.executemany(sql, list(params))

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
            connection.execute("PRAGMA cache_size=-20000")
            self._local.connection = connection
        return connection

    def rows(self, sql: str, params: Sequence[Any] = ()) -> list[Any]:
        """All rows of a statement."""
        try:
            return self._connection().execute(sql.replace("%s", "?"), params).fetchall()
        except sqlite3.Error as error:
            raise DatabaseError(str(error)) from error

    def many(self, sql: str, params: Iterable[Sequence[Any]]) -> None:
        """Run a statement once for each of ``params``."""
        try:
            self._connection().executemany(sql.replace("%s", "?"), params)
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


class Tables:
    """One set of the index's tables: statements name the set that is read, ``search_…``."""

    def __init__(self, store: Store, prefix: str = "search_") -> None:
        self.store = store
        self.prefix = prefix

    def named(self, sql: str) -> str:
        """``sql`` with the names of this set."""
        return sql if self.prefix == "search_" else sql.replace("search_", self.prefix)

    def rows(self, sql: str, params: Sequence[Any] = ()) -> list[Any]:
        """All rows of a statement."""
        return self.store.rows(self.named(sql), params)

    def many(self, sql: str, params: Iterable[Sequence[Any]]) -> None:
        """Run a statement once for each of ``params``."""
        self.store.many(self.named(sql), params)
