"""Data of charts and tables on public pages."""

from dataclasses import dataclass

from django.utils.text import slugify
from wagtail.models import Page

from portal.content.blocks.tabular import Rows, parse


@dataclass(frozen=True)
class Sheet:
    """A table with the name of its file."""

    name: str
    rows: Rows


def sheet_of(*, page_id: int, block_id: str) -> Sheet | None:
    """The table behind block ``block_id`` of a live page, None if there is none."""
    page = Page.objects.live().filter(pk=page_id).first()
    if page is None:
        return None
    specific = page.specific
    for stream in getattr(specific, "body_streams", []):
        for number, block in enumerate(stream, start=1):
            if block.id == block_id and block.block_type in {"chart", "table"}:
                name = slugify(specific.slug) or "data"
                return Sheet(f"{name}-{number}", parse(block.value["data"]))
    return None
