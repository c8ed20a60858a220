"""Where a reader may go after a guide."""

from collections import Counter
from typing import Any

from portal.content.models import FigurePage, GuidePage


def similar_guides(page: Any, *, limit: int = 3) -> list[GuidePage]:
    """Guides that share the most themes with ``page``, in one query.

    None when its editor has chosen what to read next.
    """
    if any(block.block_type == "related" for block in page.body):
        return []
    themes = [tag.code for tag in page.tags["themes"]]
    if not themes:
        return []
    shared: Counter[int] = Counter()
    found: dict[int, GuidePage] = {}
    rows = (
        GuidePage.objects.live()
        .filter(locale_id=page.locale_id, themes__in=themes)
        .exclude(pk=page.pk)
        .order_by("path")
    )
    for guide in rows:
        shared[guide.pk] += 1
        found[guide.pk] = guide
    return [found[pk] for pk, _count in shared.most_common(limit)]


def other_figures(page: Any, *, limit: int = 5) -> list[FigurePage]:
    """The other pages of figures, in one query."""
    return list(
        FigurePage.objects.live()
        .filter(locale_id=page.locale_id)
        .exclude(pk=page.pk)
        .order_by("path")[:limit]
    )
