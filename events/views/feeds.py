"""Public feeds of sessions: all, by sector, by prefecture; for calendars and readers."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from portal.taxonomy.models import Prefecture, Sector, Term

from ..selectors.feeds import feed_entries
from ..selectors.listing import Entry
from ..services import calendar
from ..services.titles import session_title
from .conditional import Made, answer, open_to_all

FIRST_DAY = datetime(2026, 1, 1, tzinfo=UTC)


@open_to_all
def feed(request: HttpRequest, extension: str) -> HttpResponse:
    """Sessions as ``ics``, ``atom`` or ``json``, of ``?sector=`` and ``?prefecture=``."""
    maker = MAKERS.get(extension)
    if maker is None:
        raise Http404
    sector = _term(Sector, request.GET.get("sector", ""))
    prefecture = _term(Prefecture, request.GET.get("prefecture", ""))
    codes = [term.code if term else "" for term in (sector, prefecture)]

    def make() -> Made:
        entries = feed_entries(sector=codes[0], prefecture=codes[1], with_ended=extension == "ics")
        narrowed = [f"[{term}]" for term in (sector, prefecture) if term]
        title = " ".join(["SECUNITY Portal", _("イベント"), *narrowed])
        return maker(request, entries, title)

    return answer(request, make, *codes)


def _term(model: type[Term], code: str) -> Term | None:
    """The term that narrows the feed; 404 for one that is none: such a feed would stay empty."""
    if not code:
        return None
    # Compared here: PostgreSQL refuses some letters that an address may hold.
    terms: dict[str, Term] = model.objects.in_bulk()
    if code not in terms:
        raise Http404
    return terms[code]


def _address(entry: Entry) -> str:
    return f"{settings.BASE_URL}{entry.page.url}"


def _ics(request: HttpRequest, entries: list[Entry], title: str) -> Made:
    language = (translation.get_language() or "ja")[:2]
    content = calendar.published(
        sessions=[(entry.session, _address(entry)) for entry in entries],
        language=language,
        name=title,
    )
    return Made(content, "text/calendar; charset=utf-8")


def _atom(request: HttpRequest, entries: list[Entry], title: str) -> Made:
    changed = [entry.session.updated_at for entry in entries]
    context = {
        "entries": [(entry, _address(entry)) for entry in entries],
        # An empty feed has not changed since the portal's first day.
        "updated": max(changed, default=FIRST_DAY),
        "address": settings.BASE_URL + request.get_full_path(),
        "title": title,
    }
    content = render_to_string("events/feed.atom.xml", context)
    return Made(content.encode(), "application/atom+xml; charset=utf-8")


def _json(request: HttpRequest, entries: list[Entry], title: str) -> Made:
    told: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": title,
        "language": translation.get_language() or "ja",
        "home_page_url": settings.BASE_URL,
        "feed_url": settings.BASE_URL + request.get_full_path(),
        "items": [
            {
                "id": entry.session.calendar_uid,
                "url": _address(entry),
                "title": session_title(entry.session),
                "summary": entry.page.summary,
                "content_text": entry.page.summary,
                "date_modified": entry.session.updated_at.isoformat(),
                "_event": {
                    "starts_at": timezone.localtime(entry.session.starts_at).isoformat(),
                    "ends_at": timezone.localtime(entry.session.ends_at).isoformat(),
                    "state": str(entry.run.state),
                    "format": entry.session.format,
                    "prefecture": entry.session.prefecture_id,
                    "sectors": [tag.code for tag in entry.sectors],
                    "places": [
                        {
                            "type": choice.kind.code,
                            "capacity": choice.kind.capacity,
                            "left": choice.kind.places_left,
                            "open": choice.is_open,
                        }
                        for choice in entry.run.choices
                    ],
                },
            }
            for entry in entries
        ],
    }
    content = json.dumps(told, ensure_ascii=False)
    return Made(content.encode(), "application/feed+json; charset=utf-8")


MAKERS: dict[str, Callable[[HttpRequest, list[Entry], str], Made]] = {
    "ics": _ics,
    "atom": _atom,
    "json": _json,
}
