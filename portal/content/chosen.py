"""The pages that a body links to, read in one query for all of its blocks.

Wagtail asks once per type of block; a guide with a tool card and related pages would pay
twice. ``preload`` reads what all blocks of a page name, then has the blocks converted
while :class:`portal.content.blocks.links.PublicPageBlock` finds the pages here.
"""

from collections.abc import Iterable, Iterator
from contextvars import ContextVar
from typing import Any

from wagtail.models import Page

known: ContextVar[dict[int, Page] | None] = ContextVar("known", default=None)


def _ids(streams: Iterable[Any]) -> Iterator[int]:
    """Ids of pages in the raw data of tool cards and related pages."""
    for stream in streams:
        for raw in stream.raw_data:
            value = raw["value"]
            if raw["type"] == "tool_card" and value.get("tool"):
                yield value["tool"]
            elif raw["type"] == "related":
                for item in value["pages"]:
                    yield item["value"] if isinstance(item, dict) else item


def linked(page: Any) -> set[int]:
    """Ids of pages that the blocks of ``page`` link to."""
    return {pk for pk in _ids(page.body_streams) if pk}


def preload(streams: list[Any]) -> None:
    """Convert all blocks of ``streams`` with at most one query for the pages they name."""
    ids = {pk for pk in _ids(streams) if pk}
    token = known.set(Page.objects.in_bulk(ids) if ids else {})
    try:
        for stream in streams:
            list(stream)
    finally:
        known.reset(token)
