"""A few sessions for the pages of other rooms."""

from collections.abc import Collection

from django.db.models import Q
from django.utils.translation import get_language
from wagtail.query import PageQuerySet

from ..models import Event, EventPage
from .listing import Entry, entries_of

__all__ = ["Entry", "narrowed", "of_sector", "on_themes", "upcoming"]


def _pages() -> PageQuerySet:
    return EventPage.objects.filter(locale__language_code=(get_language() or "ja")[:2])


def upcoming(*, limit: int = 3) -> list[Entry]:
    """The next sessions."""
    return entries_of(_pages(), limit=limit)


def of_sector(*, sector: str, limit: int = 3) -> list[Entry]:
    """The next sessions for ``sector`` or for all sectors."""
    events = Event.objects.filter(Q(sectors=sector) | Q(sectors="common"))
    return entries_of(_pages().filter(event__in=events), limit=limit)


def narrowed(*, sector: str, prefecture: str, limit: int) -> list[Entry]:
    """Coming sessions of a sector (or for all sectors) in a prefecture; empty means any."""
    entries = of_sector(sector=sector, limit=limit) if sector else upcoming(limit=limit)
    return [
        entry for entry in entries if not prefecture or entry.session.prefecture_id == prefecture
    ]


def on_themes(*, themes: Collection[str]) -> Entry | None:
    """The next session on one of ``themes``, else the next one."""
    entries = entries_of(_pages(), limit=10)
    for entry in entries:
        if {tag.code for tag in entry.themes} & set(themes):
            return entry
    return entries[0] if entries else None
