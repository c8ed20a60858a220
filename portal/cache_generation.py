"""One number that all cached pages carry: bump it and none of them is given out again.

Rooms call ``bump()`` when something public changes: a page is published or withdrawn, a
place is taken. It needs no room and no request.
"""

import uuid

from django.core.cache import caches
from django.db import transaction

KEY = "page-generation"


def current() -> str:
    """The generation of this moment; a lost one is replaced, which only empties the cache."""
    cache = caches["pages"]
    generation: str | None = cache.get(KEY)
    if generation is None:
        generation = uuid.uuid4().hex
        if not cache.add(KEY, generation, timeout=None):
            generation = cache.get(KEY) or generation
    return generation


def bump() -> None:
    """Forget all cached pages as soon as the running transaction is committed.

    However many rows a transaction writes, once is enough.
    """
    connection = transaction.get_connection()
    # One waiting in a savepoint that may still be rolled back does not count.
    certain = set(connection.savepoint_ids)
    if not any(
        entry[1] is _bump_now and entry[0] <= certain for entry in connection.run_on_commit
    ):
        transaction.on_commit(_bump_now)


def _bump_now() -> None:
    caches["pages"].set(KEY, uuid.uuid4().hex, timeout=None)
