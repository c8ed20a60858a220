"""What surrounds a page: the way to it and its other languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Q, Subquery
from django.utils.translation import get_language
from wagtail.models import Page, Site

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True)
class Frame:
    """Ancestors from the home page down, and the public translations by language."""

    ancestors: tuple[Page, ...]
    translations: dict[str, Page]


def _rows(condition: Q) -> list[Page]:
    return list(Page.objects.filter(condition).select_related("locale").order_by("path"))


def _assemble(page: Page, rows: Iterable[Page]) -> Frame:
    rows = list(rows)
    return Frame(
        ancestors=tuple(
            row
            for row in rows
            if row.depth > 1 and row.pk != page.pk and page.is_descendant_of(row)
        ),
        translations={
            row.locale.language_code: row
            for row in rows
            if row.live and row.translation_key == page.translation_key
        },
    )


def locate(path: str) -> tuple[Page, Frame] | None:
    """The live page at ``path`` (below the home page of the active language), in one query.

    Wagtail's own routing asks the database twice per level of the tree.
    """
    language = get_language() or settings.LANGUAGE_CODE
    root = next(
        (root for root in Site.get_site_root_paths() if root.language_code == language), None
    )
    if root is None:
        return None
    steps = [step for step in path.split("/") if step]
    urls = [
        root.root_path + "".join(f"{step}/" for step in steps[:n]) for n in range(len(steps) + 1)
    ]
    key = Page.objects.filter(url_path=urls[-1]).values("translation_key")[:1]
    rows = _rows(Q(url_path__in=urls) | Q(translation_key=Subquery(key)))
    page = next((row for row in rows if row.url_path == urls[-1] and row.live), None)
    return (page, _assemble(page, rows)) if page else None


def frame_of(page: Page) -> Frame:
    """The frame of a page that was not found by :func:`locate`: a preview, a test."""
    steps = [page.path[: end * page.steplen] for end in range(2, page.depth)]
    rows = _rows(Q(path__in=steps) | Q(translation_key=page.translation_key))
    return _assemble(page, rows)
