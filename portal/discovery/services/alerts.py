"""News of saved searches: who is due is told of what came since, each document once.

No engine is asked. What came is analysed once and compared in Python with each search, so
that both engines tell the same, and one that stands still delays nothing.
"""

import logging
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation

from portal.delivery import mail
from portal.discovery.models import FirstSeen, SavedSearch, ToldDocument
from search import asking, entries, labels, matching, narrowing, periods, sources, viewers
from search.documents import Document
from search.entries import Entry
from search.plan import Filters

from . import arrivals, saved

logger = logging.getLogger(__name__)
SHOWN = 10
MOST_NEW = 1000


class _News:
    """What came lately, analysed once in a run."""

    def __init__(self) -> None:
        self._entries: dict[tuple[str, str], Entry | None] = {}

    def since(self, moment: datetime) -> Iterable[Entry]:
        """Entries of documents that came after ``moment`` and can still be found."""
        rows = FirstSeen.objects.filter(at__gt=moment).order_by("at", "pk")
        for row in rows.values_list("source", "document")[:MOST_NEW]:
            if row not in self._entries:
                self._entries[row] = self._analysed(*row)
            entry = self._entries[row]
            if entry is not None:
                yield entry

    @staticmethod
    def _analysed(source: str, pk: str) -> Entry | None:
        try:
            document = sources.get(source).document(pk)
        except (KeyError, ValueError):  # a room that is gone, or the row of a source
            return None
        return entries.analyse(document) if document else None


def send_due() -> int:
    """Tell whoever is due; how many mails it makes. One failure does not stop the others."""
    arrivals.look()
    now, news, sent = timezone.now(), _News(), 0
    due = SavedSearch.objects.filter(
        is_paused=False, due_at__lte=now, user__is_active=True
    ).select_related("user")
    for search in due.order_by("pk"):
        try:
            sent += tell(search=search, now=now, news=news)
        except Exception:
            logger.exception("news of saved search %s failed", search.pk)
    return sent


@transaction.atomic
def tell(*, search: SavedSearch, now: datetime, news: _News | None = None) -> bool:
    """Queue one mail about what is new for ``search``; whether there was anything."""
    found = _unheard(search, _found(search, news or _News()))
    due_at = saved.next_due(search.rhythm, now)
    mine = SavedSearch.objects.filter(pk=search.pk, due_at=search.due_at)
    if not mine.update(since=now, due_at=due_at):
        return False  # somebody else did it, or the person changed it meanwhile
    if not found:
        return False
    ToldDocument.objects.bulk_create(
        [ToldDocument(search=search, source=one.source, document=one.pk) for one in found]
    )
    _queue(search, found, now)
    return True


def _found(search: SavedSearch, news: _News) -> list[Document]:
    """New documents that answer ``search`` and that its person may see at this moment."""
    selection = saved.selection_of(search.address)
    limits = Filters(
        scopes=viewers.scopes(search.user),
        language=None if selection.all_languages else search.language,
        facets=selection.facets,
        spans=periods.choices(timezone.localdate()),
        span=selection.when,
    )
    # The strictest plan: what is told of must be what was meant.
    plan = narrowing.plans(selection.text, limits, asking.conditions(selection))[0]
    documents = [
        entry.document for entry in news.since(search.since) if matching.answers(plan, entry)
    ]
    return viewers.still_visible(documents, search.user)


def _unheard(search: SavedSearch, found: list[Document]) -> list[Document]:
    told = set(search.told.order_by("pk").values_list("source", "document"))
    return [one for one in found if (one.source, one.pk) not in told]


def _queue(search: SavedSearch, found: list[Document], now: datetime) -> None:
    user = search.user
    with translation.override(user.language):
        stop_url = settings.BASE_URL + reverse("discovery:stop", args=[saved.token_of(search)])
        kinds = labels.names("kind")
        context: dict[str, Any] = {
            "person": user,
            "search": search,
            "found": [
                {
                    "title": one.title,
                    "url": settings.BASE_URL + one.url,
                    "kind": kinds.get(one.kind, ""),
                    "summary": one.summary,
                }
                for one in found[:SHOWN]
            ],
            "total": len(found),
            "rest": max(0, len(found) - SHOWN),
            "manage_url": settings.BASE_URL + reverse("discovery:searches"),
            "stop_url": stop_url,
        }
    with translation.override(search.language):
        context["url"] = settings.BASE_URL + reverse("search:results") + search.address
    mail.queue(
        key=f"saved-search:{search.pk}:{now.isoformat()}",
        to=user.email,
        template="discovery_alert",
        context=context,
        language=user.language,
        headers={
            "List-Unsubscribe": f"<{stop_url}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
    )
