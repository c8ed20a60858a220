"""The one way to tell search that something changed."""

import logging
from typing import Any
from uuid import uuid4

from django.db import transaction

import search.indexing

from . import outbox

logger = logging.getLogger(__name__)
TOPIC = "search"


def changed(source: str, pk: object) -> None:
    """Have document ``pk`` of ``source`` indexed again, or dropped if it is gone.

    Call it inside the transaction of the change: an index in the same database follows
    it at once, any other through the outbox. A failing index never fails the change.
    """
    if search.indexing.is_transactional():
        try:
            with transaction.atomic():
                search.indexing.apply(source, pk)
            return
        except Exception:
            logger.exception("index of %s %s put off", source, pk)
    outbox.put(
        topic=TOPIC,
        key=f"search:{source}:{pk}:{uuid4()}",
        payload={"source": source, "pk": str(pk)},
    )


def consume(payload: dict[str, Any]) -> None:
    """Handle one message of the topic; may run twice."""
    search.indexing.apply(payload["source"], payload["pk"])
