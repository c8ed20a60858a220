"""What browsers and feed readers ask for: suggestions, description, feed of a query."""

import json
import re
from datetime import UTC, datetime, time

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import conditional_page, require_safe

from . import analysis, api, asking, labels, viewers
from .results import Order
from .selection import Selection
from .suggesting import popular
from .views import language_of_page

MAX_SUGGESTED = 8
MAX_POPULAR = 3
IN_FEED = 30
# The feed of a question without answers has not changed since the portal's first day.
FIRST_DAY = datetime(2026, 1, 1, tzinfo=UTC)
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """Popular queries and titles that hold what is being typed.

    ``?format=opensearch`` gives the form that browsers ask for (OpenSearch Suggestions 1.1).
    """
    text = analysis.clean(request.GET.get("q", "")).strip()
    language = language_of_page()
    found, queries = [], []
    if len(text) > 1 or _is_kanji(text):
        queries = popular(text, language=language, limit=MAX_POPULAR)
        found = api.suggest(text, language=language, viewer_scopes=viewers.scopes(request.user))
    kinds = labels.names("kind")
    suggestions = [{"text": query, "url": "", "kind": ""} for query in queries]
    suggestions += [
        {"text": item.title, "url": item.url, "kind": kinds.get(item.kind, "")}
        for item in viewers.still_visible(found, request.user)
    ]
    suggestions = suggestions[:MAX_SUGGESTED]
    if request.GET.get("format") == "opensearch":
        page = settings.BASE_URL + reverse("search:results")
        columns = [
            [item["text"] for item in suggestions],
            [item["kind"] for item in suggestions],
            [
                settings.BASE_URL + item["url"]
                if item["url"]
                else page + Selection(text=item["text"]).address()
                for item in suggestions
            ],
        ]
        written = json.dumps([text, *columns], ensure_ascii=False).replace("<", "\\u003c")
        return HttpResponse(written, content_type="application/x-suggestions+json; charset=utf-8")
    return JsonResponse({"suggestions": suggestions})


def _is_kanji(text: str) -> bool:
    """Whether one character says something already."""
    return "一" <= text[:1] <= "鿿"


@require_safe
def opensearch(request: HttpRequest) -> HttpResponse:
    """How a browser may ask this search (OpenSearch 1.1)."""
    return render(
        request,
        "search/opensearch.xml",
        {"root": request.build_absolute_uri("/").rstrip("/"), "language": language_of_page()},
        content_type="application/opensearchdescription+xml",
    )


@conditional_page
@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """The newest answers to a question as an Atom feed, as a visitor sees them."""
    selection = Selection.read(request.GET).ordered(Order.NEWEST).first_page()
    found = asking.ask(selection, language=language_of_page(), size=IN_FEED)
    hits = viewers.still_visible(found.hits, AnonymousUser())
    dates = {
        hit: datetime.combine(hit.date, time(), UTC) if hit.date else FIRST_DAY for hit in hits
    }
    page = reverse("search:results") + selection.ordered(Order.RELEVANCE).address()
    written = render_to_string(
        "search/feed.atom.xml",
        {
            "selection": selection,
            "entries": [(hit, f"{settings.BASE_URL}{hit.url}", dates[hit]) for hit in hits],
            "address": settings.BASE_URL + request.get_full_path(),
            "page": settings.BASE_URL + page,
            "updated": max(dates.values(), default=FIRST_DAY),
            "kinds": labels.names("kind"),
        },
        request,
    )
    response = HttpResponse(
        _NOT_IN_XML.sub("", written), content_type="application/atom+xml; charset=utf-8"
    )
    patch_cache_control(response, no_cache=True)
    return response
