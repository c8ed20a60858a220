"""The week's pages at the coordinator's desk."""

import hashlib
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from .. import typed
from ..models import Need, WeekPair
from ..models.week import MOST_PER_NEED
from ..transitions import NotAllowedError
from ..views.guard import for_coordinators
from . import capacity, planning, prices, selectors, services

PER_PAGE = 40


def _digest(pairs: list[int]) -> str:
    """A short name of a set of pairs: tells whether a screen has aged."""
    return hashlib.sha256(repr(pairs).encode()).hexdigest()[:16]


@for_coordinators
def week(request: HttpRequest) -> HttpResponse:
    """All needs of the week with the solved proposals."""
    plan = services.current()
    page = Paginator(selectors.waiting(plan), PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "matchmaking/desk/week.html",
        {
            "plan": plan,
            "page_obj": page,
            "rows": selectors.rows(plan, list(page.object_list)),
            "figures": selectors.figures(plan),
            "begun": selectors.begun_this_week(plan),
            "digest": _digest(selectors.chosen_ids(plan)),
            "numbers": range(1, MOST_PER_NEED + 1),
        },
    )


@for_coordinators
def need(request: HttpRequest, pk: int) -> HttpResponse:
    """One need with all its candidates, each with what choosing it would cost."""
    plan = services.current()
    found = get_object_or_404(Need.objects.with_terms().select_related("organization"), pk=pk)
    board = planning.board(plan)
    waits = any(one.pk == found.pk for one in board.needs)
    capacities = capacity.now()
    known = {
        pair.pk: pair
        for pair in plan.pairs.filter(need=found).select_related("seed__organization")
    }
    offered = [
        {"line": selectors.line(known[one.pair.pk], capacities), "offer": one}
        for one in (prices.alternatives(board, found.pk) if waits else [])
    ]
    return render(
        request,
        "matchmaking/desk/week_need.html",
        {
            "plan": plan,
            "need": found,
            "waits": waits,
            "offered": offered,
            "resting": found.pk in board.resting,
            "decided": found.pk in board.resting or any(one.mark for one in known.values()),
            "rest": prices.of_resting(board, found.pk) if waits else None,
        },
    )


@require_POST
@for_coordinators
def refresh(request: HttpRequest) -> HttpResponse:
    """Rank and solve again, with as many proposals for each need as asked for."""
    plan = services.current()
    number = typed.number(request.POST.get("per_need", ""))
    if 1 <= number <= MOST_PER_NEED:
        plan = services.set_per_need(plan=plan, number=number)
    services.refresh(plan=plan, limit=services.AT_ONCE)
    messages.success(request, _("計算し直しました。"))
    return redirect("matchmaking_desk:week")


@require_POST
@for_coordinators
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Pin a pair of a need, leave it out, let the need rest, or take all that back."""
    plan, found = services.current(), get_object_or_404(Need, pk=pk)
    action = request.POST.get("action", "")
    try:
        if action == "rest":
            services.rest(plan=plan, need=found, actor=request.user)
        elif action == "undo":
            services.undo(plan=plan, need=found, actor=request.user)
        elif action in ("pin", "leave_out"):
            _decide_pair(request, plan.pk, found, action)
        else:
            raise NotAllowedError(_("操作を選び直してください。"))
        messages.success(request, _("判断を入れて、計算し直しました。"))
    except NotAllowedError as refusal:
        messages.error(request, str(refusal))
    return redirect("matchmaking_desk:week_need", found.pk)


def _decide_pair(request: HttpRequest, plan_pk: int, found: Need, action: str) -> Any:
    known = WeekPair.objects.filter(plan=plan_pk, need=found).select_related("plan")
    pair = get_object_or_404(known, pk=typed.number(request.POST.get("pair", "")))
    if action == "pin":
        return services.pin(pair=pair, actor=request.user)
    return services.leave_out(pair=pair, actor=request.user)


@require_POST
@for_coordinators
def accept(request: HttpRequest) -> HttpResponse:
    """Propose what was chosen for one need, or for all."""
    plan = services.current()
    wanted = [one for one in map(typed.number, request.POST.getlist("pair")) if one]
    chosen = selectors.chosen_ids(plan)
    if wanted:
        chosen = wanted
    elif request.POST.get("digest") != _digest(chosen):
        chosen = []
    try:
        number = services.accept(
            plan=plan,
            pairs=chosen,
            actor=request.user,
            message=request.POST.get("message", ""),
        )
    except NotAllowedError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request,
            ngettext(
                "%(number)s件を双方に提案し、同意をお願いするメールを送りました。",
                "%(number)s件を双方に提案し、同意をお願いするメールを送りました。",
                number,
            )
            % {"number": number},
        )
    return redirect("matchmaking_desk:week")
