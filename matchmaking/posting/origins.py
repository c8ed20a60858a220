"""Where needs come from: kept with each, counted for the bureau."""

from collections.abc import MutableMapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from .. import privacy_check
from ..models import Need, NeedOrigin
from . import starts
from .enums import Origin


def settle(session: MutableMapping[str, Any], need: Need) -> None:
    """A new need is kept: remember what led to it, without anything personal."""
    start = starts.waiting(session)
    if start is None:
        return
    label = privacy_check.mask(start.label, need.writer)[:200]
    NeedOrigin.objects.get_or_create(need=need, defaults={"kind": start.kind, "label": label})
    starts.drop(session)


def of(need: Need) -> NeedOrigin | None:
    """What led to ``need``, if it was one of the ways that are counted."""
    return NeedOrigin.objects.filter(need=need).first()


@dataclass(frozen=True)
class Way:
    """How many needs one way led to, and how far they came."""

    label: str
    drafts: int
    published: int
    introduced: int


def counts() -> list[Way]:
    """All ways, those without a need as well; one query."""
    figures = ("drafts", "published", "introduced")
    rows: dict[str, Any] = {
        row["kind"]: row
        for row in NeedOrigin.objects.order_by()
        .values("kind")
        .annotate(
            drafts=Count("pk", distinct=True),
            published=Count("pk", filter=Q(need__published_at__isnull=False), distinct=True),
            introduced=Count(
                "pk", filter=Q(need__proposals__introduction__isnull=False), distinct=True
            ),
        )
    }
    return [
        Way(str(origin.label), *(rows.get(origin, {}).get(name, 0) for name in figures))
        for origin in Origin
    ]
