"""What the public reads has changed: search and cached pages follow."""

from portal import cache_generation
from portal.delivery import indexing


def changed(source: str, pk: object) -> None:
    """Have ``pk`` of ``source`` indexed again and forget cached pages, in this transaction."""
    indexing.changed(source, pk)
    cache_generation.bump()
