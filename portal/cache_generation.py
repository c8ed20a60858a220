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
    # What waits is as certain as what is written now: Django takes out what belonged to a
    # savepoint that was rolled back, and a savepoint that was released lives on in ours.
    waiting = transaction.get_connection().run_on_commit
    if not any(entry[1] is _bump_now for entry in waiting):
        transaction.on_commit(_bump_now)


def _bump_now() -> None:
    caches["pages"].set(KEY, uuid.uuid4().hex, timeout=None)
