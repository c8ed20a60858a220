"""The sessions of a public feed."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language

from ..enums import SessionFormat
from ..models import Event, EventPage, Session
from .listing import Entry, entries_from

LIMIT = 200
STAYS = timedelta(days=30)
"""How long a session stays in the feeds after its end: a calendar that asks once a week still
learns that one was called off."""


def feed_entries(*, sector: str, prefecture: str, with_ended: bool = False) -> list[Entry]:
    """Coming sessions, and those that ended lately, in the language of the moment.

    ``sector`` and ``prefecture`` are codes; empty means any. What is for all sectors is in
    the feed of each; a session without a place is in that of no prefecture.
    """
    pages = EventPage.objects.filter(locale__language_code=(get_language() or "ja")[:2])
    if sector:
        fitting = Event.objects.filter(Q(sectors=sector) | Q(sectors="common"))
        pages = pages.filter(event__in=fitting)
    since = timezone.now() - (STAYS if with_ended else timedelta())
    sessions = Session.objects.announced().filter(ends_at__gte=since)
    if prefecture:
        sessions = sessions.filter(prefecture=prefecture).exclude(format=SessionFormat.ONLINE)
    return entries_from(pages, sessions.order_by("starts_at", "id"), limit=LIMIT)
