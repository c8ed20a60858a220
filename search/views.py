"""The search page, suggestions while typing, and the description for browsers."""

from dataclasses import replace
from secrets import token_urlsafe
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from . import analysis, api, labels, observers, presentation, promotions, slots, viewers
from .query import folded
from .selection import Selection
from .suggesting import popular

SIZE = 10
MIN_SUGGEST = 2
MAX_SUGGESTED = 8
MAX_POPULAR = 3
MAX_KEY = 40


def _language() -> str:
    return (get_language() or "ja").split("-")[0]


def _search(
    selection: Selection, request: HttpRequest, named: list[promotions.Promotion]
) -> api.Results:
    return api.search(
        selection.text,
        language=None if selection.all_languages else _language(),
        filters=selection.facets,
        viewer_scopes=viewers.scopes(request.user),
        page=selection.page,
        size=SIZE,
        promoted=[(promotion.source, promotion.pk) for promotion in named],
    )


def _promoted(selection: Selection, request: HttpRequest) -> list[promotions.Promotion]:
    """What staff put on top of the first page, while nothing is narrowed down."""
    if not selection.text or selection.facets or selection.page > 1:
        return []
    language = None if selection.all_languages else _language()
    return promotions.promoted(folded(selection.text), language, viewers.scopes(request.user))


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """Hits for the words and choices in the address."""
    selection = Selection.read(request.GET)
    named = _promoted(selection, request)
    found = _search(selection, request, named)
    if not found.hits and found.total and selection.page > 1:
        selection = replace(selection, page=-(-found.total // SIZE))  # the last page
        found = _search(selection, request, [])
    shown = viewers.still_visible([*found.promoted, *found.hits], request.user)
    hits = [hit for hit in shown if hit in found.hits]
    notes = {(promotion.source, promotion.pk): promotion.note for promotion in named}
    question = slots.Question(
        text=selection.text,
        address=selection.address(),
        language=None if selection.all_languages else _language(),
        total=found.total,
    )
    context = {
        "selection": selection,
        "found": found,
        "cards": presentation.cards(hits, first=(selection.page - 1) * SIZE + 1),
        "promoted": presentation.promoted([h for h in shown if h in found.promoted], notes),
        "facets": presentation.facets(found.facets, selection),
        "chips": presentation.chips(selection),
        "offers": presentation.offers(found.facets, selection),
        "page_obj": Paginator(range(found.total), SIZE).get_page(selection.page),
        "elsewhere": 0 if selection.all_languages else sum(found.elsewhere.values()),
        "everywhere_url": selection.everywhere().address(),
        "suggestion_url": selection.saying(found.suggestion).address(),
        "themes": [] if hits else list(labels.names("theme").values()),
        "popular": [] if hits else popular("", language=_language(), limit=MAX_SUGGESTED),
        "below": slots.at("below", request, question) if selection.text else [],
        "start": [] if selection.text else slots.at("start", request, question),
        "key": token_urlsafe(12),
        "tells": observers.hears_of_openings(),
    }
    if selection.text:
        observers.tell_answered(_answered(context, question))
    return render(request, "search/results.html", context)


def _answered(context: dict[str, Any], question: slots.Question) -> observers.Answered:
    found, selection = context["found"], context["selection"]
    notices = {
        str(found.notice): bool(found.notice),
        "suggestion": bool(found.suggestion),
        "shortened": selection.was_cut,
    }
    return observers.Answered(
        key=context["key"],
        text=folded(selection.text),
        language=_language(),
        total=found.total,
        page=selection.page,
        address=question.address,
        notices=frozenset(name for name, holds in notices.items() if holds),
    )


@csrf_exempt  # a browser's beacon carries no token, and nothing of the sender is read
@require_POST
def opened(request: HttpRequest) -> HttpResponse:
    """A browser tells which result of a page was opened; nobody is told who opened it."""
    key, position = request.POST.get("key", ""), request.POST.get("position", "")
    is_position = position.isascii() and position.isdigit() and len(position) < 7
    if not (is_position and 0 < len(key) <= MAX_KEY and key.replace("-", "_").isidentifier()):
        return HttpResponse(status=400)
    observers.tell_opened(observers.Opened(key=key, position=int(position)))
    return HttpResponse(status=204)


@require_safe
def suggest(request: HttpRequest) -> JsonResponse:
    """Popular queries and titles that hold what is being typed."""
    text = analysis.clean(request.GET.get("q", "")).strip()
    found, queries = [], []
    if len(text) >= MIN_SUGGEST:
        queries = popular(text, language=_language(), limit=MAX_POPULAR)
        found = api.suggest(text, language=_language(), viewer_scopes=viewers.scopes(request.user))
    kinds = labels.names("kind")
    shown = viewers.still_visible(found, request.user)
    suggestions = [{"text": query, "url": "", "kind": ""} for query in queries]
    suggestions += [
        {"text": item.title, "url": item.url, "kind": kinds.get(item.kind, "")} for item in shown
    ]
    return JsonResponse({"suggestions": suggestions[:MAX_SUGGESTED]})


@require_safe
def opensearch(request: HttpRequest) -> HttpResponse:
    """How a browser may ask this search (OpenSearch 1.1)."""
    return render(
        request,
        "search/opensearch.xml",
        {"root": request.build_absolute_uri("/").rstrip("/")},
        content_type="application/opensearchdescription+xml",
    )
