"""Public feeds of coming sessions: all, by sector, by prefecture; for calendars and readers."""

import json
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from ..selectors import teasers
from ..selectors.listing import Entry
from ..services import calendar
from ..services.titles import session_title

LIMIT = 200


@require_safe
@cache_control(public=True, max_age=900)
def feed(request: HttpRequest, extension: str) -> HttpResponse:
    """Coming sessions as ``ics``, ``atom`` or ``json``, of ``?sector=`` and ``?prefecture=``."""
    maker = MAKERS.get(extension)
    if maker is None:
        raise Http404
    entries = teasers.narrowed(
        sector=request.GET.get("sector", ""),
        prefecture=request.GET.get("prefecture", ""),
        limit=LIMIT,
    )
    return maker(request, entries)


def _address(entry: Entry) -> str:
    return f"{settings.BASE_URL}{entry.page.url}"


def _ics(request: HttpRequest, entries: list[Entry]) -> HttpResponse:
    language = (translation.get_language() or "ja")[:2]
    content = calendar.published(
        sessions=[(entry.session, _address(entry)) for entry in entries], language=language
    )
    return HttpResponse(content, content_type="text/calendar; charset=utf-8")


def _atom(request: HttpRequest, entries: list[Entry]) -> HttpResponse:
    changed = [entry.session.updated_at for entry in entries]
    context = {
        "entries": [(entry, _address(entry)) for entry in entries],
        "updated": max(changed, default=timezone.now()),
        "address": settings.BASE_URL + request.get_full_path(),
    }
    content = render_to_string("events/feed.atom.xml", context)
    return HttpResponse(content, content_type="application/atom+xml; charset=utf-8")


def _json(request: HttpRequest, entries: list[Entry]) -> HttpResponse:
    told: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "SECUNITY Portal",
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
    return HttpResponse(content, content_type="application/feed+json; charset=utf-8")


MAKERS: dict[str, Callable[[HttpRequest, list[Entry]], HttpResponse]] = {
    "ics": _ics,
    "atom": _atom,
    "json": _json,
}
