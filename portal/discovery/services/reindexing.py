"""Label words stand in the index: documents with the label are written anew."""

from typing import Any
from uuid import uuid4

from portal.delivery import indexing, outbox, worker
from search import sources
from search.documents import Document

TOPIC = "discovery.reindex"
BATCH = 50


def ask(*, facet: str, code: str) -> None:
    """Have the worker index what carries the label ``code``; call it in the transaction."""
    outbox.put(
        topic=TOPIC,
        key=f"{TOPIC}:{facet}:{code}:{uuid4()}",
        payload={"facet": facet, "code": code},
    )


def carry_out(payload: dict[str, Any]) -> None:
    """Handle one message of the topic; may run twice."""
    for source in sources.registered():
        for number, pk in enumerate(source.pks()):
            document = source.document(pk)
            if document is not None and payload["code"] in _codes(document, payload["facet"]):
                indexing.changed(source.name, pk)
            if number % BATCH == 0:
                worker.renew()


def _codes(document: Document, facet: str) -> tuple[str, ...]:
    return {
        "kind": (document.kind,),
        "sector": document.sectors,
        "theme": document.themes,
        "prefecture": document.prefectures,
        "audience": document.audiences,
    }.get(facet, ())
