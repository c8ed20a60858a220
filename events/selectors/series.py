"""The other events of a series, as their pages tell of them."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Min, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from ..models import EventPage
from ..querysets import PUBLIC_SESSION_STATES

LIMIT = 12


@dataclass(frozen=True)
class Sibling:
    """Another event of the same series."""

    title: str
    url: str
    starts_at: datetime | None
    is_past: bool


def siblings(page: EventPage) -> list[Sibling]:
    """Events of the series of ``page`` with a page in its language, first held first."""
    if page.event.series_id is None:
        return []
    public = Q(event__sessions__state__in=PUBLIC_SESSION_STATES)
    pages = (
        EventPage.objects.live()
        .filter(event__series=page.event.series_id, locale=page.locale_id)
        .exclude(pk=page.pk)
        .select_related("event")
        .defer("body", "programme", "speakers")
        .annotate(first_start=Min("event__sessions__starts_at", filter=public))
        .order_by("first_start", "pk")[:LIMIT]
    )
    now = timezone.now()
    return [
        Sibling(
            title=_("【デモ開催】%(title)s") % {"title": other.title}
            if other.event.is_sample
            else other.title,
            url=other.url or "",
            starts_at=other.first_start,
            is_past=other.first_start is not None and other.first_start < now,
        )
        for other in pages
    ]
