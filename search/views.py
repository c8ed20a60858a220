"""The search page, suggestions while typing, and the description for browsers."""

from dataclasses import replace

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from . import analysis, api, labels, presentation, viewers
from .selection import Selection

SIZE = 10
MIN_SUGGEST = 2


def _language() -> str:
    return (get_language() or "ja").split("-")[0]


def _search(selection: Selection, request: HttpRequest) -> api.Results:
    return api.search(
        selection.text,
        language=None if selection.all_languages else _language(),
        filters=selection.facets,
        viewer_scopes=viewers.scopes(request.user),
        page=selection.page,
        size=SIZE,
    )


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """Hits for the words and choices in the address."""
    selection = Selection.read(request.GET)
    found = _search(selection, request)
    if not found.hits and found.total and selection.page > 1:
        selection = replace(selection, page=-(-found.total // SIZE))  # the last page
        found = _search(selection, request)
    hits = viewers.still_visible(found.hits, request.user)
    page = Paginator(range(found.total), SIZE).get_page(selection.page)
    context = {
        "selection": selection,
        "found": found,
        "cards": presentation.cards(hits),
        "facets": presentation.facets(found.facets, selection),
        "chips": presentation.chips(selection),
        "offers": presentation.offers(found.facets, selection),
        "page_obj": page,
        "elsewhere": 0 if selection.all_languages else sum(found.elsewhere.values()),
        "everywhere_url": selection.everywhere().address(),
        "suggestion_url": selection.saying(found.suggestion).address(),
        "themes": [] if hits else list(labels.names("theme").values()),
    }
    return render(request, "search/results.html", context)


@require_safe
def suggest(request: HttpRequest) -> JsonResponse:
    """Titles that hold what is being typed."""
    text = analysis.clean(request.GET.get("q", "")).strip()
    found = []
    if len(text) >= MIN_SUGGEST:
        found = api.suggest(text, language=_language(), viewer_scopes=viewers.scopes(request.user))
    kinds = labels.names("kind")
    shown = viewers.still_visible(found, request.user)
    return JsonResponse(
        {
            "suggestions": [
                {"text": item.title, "url": item.url, "kind": kinds.get(item.kind, "")}
                for item in shown
            ]
        }
    )


@require_safe
def opensearch(request: HttpRequest) -> HttpResponse:
    """How a browser may ask this search (OpenSearch 1.1)."""
    return render(
        request,
        "search/opensearch.xml",
        {"root": request.build_absolute_uri("/").rstrip("/")},
        content_type="application/opensearchdescription+xml",
    )
