"""The one way to tell search that something changed."""

from uuid import uuid4

from . import outbox


def changed(source: str, pk: object) -> None:
    """Have document ``pk`` of ``source`` indexed again, or dropped if it is gone.

    Call it inside the transaction of the change.
    """
    outbox.put(
        topic="search",
        key=f"search:{source}:{pk}:{uuid4()}",
        payload={"source": source, "pk": str(pk)},
    )
