"""A few sessions for the pages of other rooms."""

from collections.abc import Collection

from django.db.models import Q
from django.utils.translation import get_language
from wagtail.query import PageQuerySet

from ..models import Event, EventPage
from .listing import Entry, entries_of

__all__ = ["Entry", "of_sector", "on_themes", "upcoming"]


def _pages() -> PageQuerySet:
    return EventPage.objects.filter(locale__language_code=(get_language() or "ja")[:2])


def upcoming(*, limit: int = 3) -> list[Entry]:
    """The next sessions."""
    return entries_of(_pages(), limit=limit)


def of_sector(*, sector: str, limit: int = 3) -> list[Entry]:
    """The next sessions for ``sector`` or for all sectors."""
    events = Event.objects.filter(Q(sectors=sector) | Q(sectors="common"))
    return entries_of(_pages().filter(event__in=events), limit=limit)


def on_themes(*, themes: Collection[str]) -> Entry | None:
    """The next session on one of ``themes``, else the next one."""
    entries = entries_of(_pages(), limit=10)
    for entry in entries:
        if {tag.code for tag in entry.themes} & set(themes):
            return entry
    return entries[0] if entries else None
