"""The search page, and what its script tells of it."""

import re
from dataclasses import replace
from secrets import token_urlsafe
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from . import api, asking, chips, labels, observers, presentation, promotions, slots, viewers
from .query import folded
from .results import Order
from .selection import Selection
from .suggesting import popular

SIZE = 10
MAX_POPULAR = 8
ORDERS = {
    Order.RELEVANCE: _("関連度の高い順"),
    Order.NEWEST: _("新しい順"),
    Order.SOONEST: _("開催日の近い順"),
}
_KEY = re.compile(r"[A-Za-z0-9_-]{1,40}")
_POSITION = re.compile(r"[0-9]{1,6}")


def language_of_page() -> str:
    """Language of the page: its first two letters."""
    return (get_language() or "ja").split("-")[0]


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """Hits for the words and choices in the address."""
    selection = Selection.read(request.GET)
    named = _promoted(selection, request)
    found = _ask(selection, request, named)
    if not found.hits and found.reachable and selection.page > 1:
        selection = replace(selection, page=-(-found.reachable // SIZE))  # the last page
        found = _ask(selection, request, [])
    context = _context(request, selection, found, named)
    if selection.text:
        observers.tell_answered(_answered(context))
    return render(request, "search/results.html", context)


def _ask(
    selection: Selection, request: HttpRequest, named: list[promotions.Promotion]
) -> api.Results:
    return asking.ask(
        selection,
        language=language_of_page(),
        viewer_scopes=viewers.scopes(request.user),
        size=SIZE,
        promoted=[(promotion.source, promotion.pk) for promotion in named],
    )


def _promoted(selection: Selection, request: HttpRequest) -> list[promotions.Promotion]:
    """What staff put on top of the first page, while nothing is narrowed down."""
    if not selection.text or selection.is_narrowed or selection.order or selection.page > 1:
        return []
    language = None if selection.all_languages else language_of_page()
    return promotions.promoted(folded(selection.text), language, viewers.scopes(request.user))


def _context(
    request: HttpRequest,
    selection: Selection,
    found: api.Results,
    named: list[promotions.Promotion],
) -> dict[str, Any]:
    shown = viewers.still_visible([*found.promoted, *found.hits], request.user)
    hits = [hit for hit in shown if hit in found.hits]
    notes = {(promotion.source, promotion.pk): promotion.note for promotion in named}
    read = chips.read_values(found.read)
    question = slots.Question(
        text=selection.text,
        address=selection.address(),
        language=None if selection.all_languages else language_of_page(),
        total=found.total,
    )
    return {
        "selection": selection,
        "found": found,
        "question": question,
        "cards": presentation.cards(hits, first=(selection.page - 1) * SIZE + 1),
        "promoted": presentation.promoted([h for h in shown if h in found.promoted], notes),
        "facets": presentation.facets(found.facets, selection, read),
        "decided": sorted({*read, *selection.decided}),
        "chips": chips.in_force(selection, found.read),
        "offers": chips.offered(found.facets, selection, found.read, found.total),
        "orders": [
            (label, selection.ordered(order).address(), order == selection.order)
            for order, label in ORDERS.items()
        ],
        "page_obj": Paginator(range(found.reachable), SIZE).get_page(selection.page),
        "elsewhere": 0 if selection.all_languages else sum(found.elsewhere.values()),
        "everywhere_url": selection.everywhere().address(),
        "suggestion_url": selection.saying(found.suggestion).address(),
        "themes": [] if hits else list(labels.names("theme").values()),
        "popular": [] if hits else popular("", language=language_of_page(), limit=MAX_POPULAR),
        "below": slots.at("below", request, question) if selection.text else [],
        "start": [] if selection.text else slots.at("start", request, question),
        "key": token_urlsafe(12),
        "tells": observers.hears_of_openings(),
    }


def _answered(context: dict[str, Any]) -> observers.Answered:
    found, selection = context["found"], context["selection"]
    notices = {
        str(found.notice): bool(found.notice),
        "suggestion": bool(found.suggestion),
        "shortened": selection.was_cut,
        "filtered": bool(found.read),
    }
    return observers.Answered(
        key=context["key"],
        text=folded(selection.text),
        language=language_of_page(),
        total=found.total,
        page=selection.page,
        address=context["question"].address,
        notices=frozenset(name for name, holds in notices.items() if holds),
    )


@csrf_exempt  # a browser's beacon carries no token, and nothing of the sender is read
@require_POST
def opened(request: HttpRequest) -> HttpResponse:
    """A browser tells which result of a page was opened; nobody is told who opened it."""
    key, position = request.POST.get("key", ""), request.POST.get("position", "")
    if not (_KEY.fullmatch(key) and _POSITION.fullmatch(position)):
        return HttpResponse(status=400)
    observers.tell_opened(observers.Opened(key=key, position=int(position)))
    return HttpResponse(status=204)
