"""Counting what is asked: in memory while a page is answered, in the database afterwards.

A search costs no query and never fails because of the count. What a process holds is
written when it has answered a request and ``SEARCH_LOG_SECONDS`` have passed; a process that
is killed loses these seconds of counts, and nothing else.
"""

import logging
import threading
import time
from collections import Counter
from datetime import date
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.core.signals import request_finished
from django.db import DatabaseError, connection, transaction
from django.http import QueryDict
from django.utils import timezone

from portal.discovery.middleware import is_new_asker
from portal.discovery.models import AskedQuery
from portal.discovery.personal import looks_personal
from search.observers import Answered, Opened
from search.selection import Selection

logger = logging.getLogger(__name__)
# So long a shown page remembers what it answered.
PAGE_SECONDS = 1800
# A flood of different words is written early and never fills the memory.
MOST_HELD = 500
COUNTS = (
    "asked",
    "askers",
    "empty",
    "similar",
    "degraded",
    "shortened",
    "clicks_first",
    "clicks_near",
    "clicks_page",
    "clicks_later",
)
Row = tuple[str, str, date]

_lock = threading.Lock()
_held: dict[Row, Counter[str]] = {}
_totals: dict[Row, int] = {}
_written_at = time.monotonic()


def answered(event: Answered) -> None:
    """Count a page of results; what looks personal leaves no trace."""
    if not event.text or looks_personal(event.text):
        return
    caches["searches"].set(f"page:{event.key}", (event.text, event.language), PAGE_SECONDS)
    if event.page > 1 or _is_narrowed(event.address):
        return  # the same question, looked at more closely
    counts = Counter(asked=1)
    counts["askers"] = int(is_new_asker(event.text))
    is_down = "degraded" in event.notices
    counts["empty"] = int(not event.total and not is_down)
    for notice in ("similar", "degraded", "shortened"):
        counts[notice] = int(notice in event.notices)
    _hold(event.text, event.language, counts, None if is_down else event.total)


def _is_narrowed(address: str) -> bool:
    return Selection.read(QueryDict(address.removeprefix("?"))).is_narrowed


def opened(event: Opened) -> None:
    """Count the first result that is opened of a page, by its place."""
    cache = caches["searches"]
    known = cache.get(f"page:{event.key}")
    if not known or not cache.add(f"clicked:{event.key}", 1, PAGE_SECONDS):
        return
    text, language = known
    _hold(text, language, Counter({_place(event.position): 1}), None)


def _place(position: int) -> str:
    if position <= 1:
        return "clicks_first"
    if position <= 3:
        return "clicks_near"
    return "clicks_page" if position <= 10 else "clicks_later"


def _hold(text: str, language: str, counts: Counter[str], total: int | None) -> None:
    row = (text, language, timezone.localdate())
    with _lock:
        if row not in _held and len(_held) >= MOST_HELD:
            return
        _held[row] = _held.get(row, Counter()) + counts
        if total is not None:
            _totals[row] = total


def flush() -> int:
    """Write what this process holds, one statement a query and day; how many there were."""
    global _written_at
    with _lock:
        held, totals = dict(_held), dict(_totals)
        _held.clear()
        _totals.clear()
        _written_at = time.monotonic()
    if held:
        with transaction.atomic(), connection.cursor() as cursor:
            for row, counts in sorted(held.items()):
                total = totals.get(row)
                values = [counts[name] for name in COUNTS]
                text, language, day = row
                when = connection.ops.adapt_datefield_value(day)
                cursor.execute(
                    _upsert(with_total=total is not None),
                    [text, language, when, total or 0, *values],
                )
    return len(held)


def _upsert(*, with_total: bool) -> str:
    """One statement that SQLite and PostgreSQL both know."""
    quoted = connection.ops.quote_name
    table = quoted(AskedQuery._meta.db_table)
    key = [quoted(name) for name in ("text", "language", "day")]
    counts = [quoted(name) for name in COUNTS]
    total = quoted("total")
    sums = [f"{name} = {table}.{name} + excluded.{name}" for name in counts]
    if with_total:
        sums.append(f"{total} = excluded.{total}")
    columns = [*key, total, *counts]
    return (
        f"INSERT INTO {table} ({', '.join(columns)})"  # noqa: S608 - names of columns
        f" VALUES ({', '.join(['%s'] * len(columns))})"
        f" ON CONFLICT ({', '.join(key)}) DO UPDATE SET {', '.join(sums)}"
    )


def _after_request(**kwargs: Any) -> None:
    """The answer has left: write, if it is time."""
    is_time = time.monotonic() - _written_at >= settings.SEARCH_LOG_SECONDS
    if _held and (is_time or len(_held) >= MOST_HELD):
        try:
            flush()
        except DatabaseError:
            logger.exception("what was asked could not be written")


def connect() -> None:
    """Write after requests."""
    request_finished.connect(_after_request, dispatch_uid="discovery_asked")


def purge(cutoff: Any) -> int:
    """Drop queries older than ``cutoff``."""
    dropped, _rows = AskedQuery.objects.filter(day__lt=timezone.localdate(cutoff)).delete()
    return dropped
