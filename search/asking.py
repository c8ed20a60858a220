"""From what a visitor has chosen to results: for the page, its feed, and whoever asks again."""

from collections.abc import Sequence

from django.utils import timezone

from . import api, query, reading
from .documents import PUBLIC
from .plan import Condition
from .selection import Selection


def conditions(selection: Selection) -> list[Condition]:
    """Words of ``selection`` that ask for a kind, a place or a date."""
    found = reading.conditions(
        query.normalized(selection.text),
        today=timezone.localdate(),
        plain=selection.plain,
        given=selection.given(),
    )
    return [
        one for one in found if one.facet not in selection.decided or one.facet in selection.facets
    ]


def ask(
    selection: Selection,
    *,
    language: str,
    viewer_scopes: frozenset[str] = frozenset({PUBLIC}),
    size: int = 10,
    promoted: Sequence[tuple[str, str]] = (),
) -> api.Results:
    """The page of results that ``selection`` names, for a reader of ``language``.

    Whoever shows the hits checks them once more with ``viewers.still_visible``.
    """
    return api.search(
        selection.text,
        language=None if selection.all_languages else language,
        filters=selection.facets,
        viewer_scopes=viewer_scopes,
        page=selection.page,
        size=size,
        read=conditions(selection),
        span=selection.when,
        order=selection.order,
        promoted=promoted,
    )
