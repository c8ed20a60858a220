"""The coordinator's desk in the admin: what waits, each need, seed and introduction."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from portal.content import staff_home

from .. import permissions, privacy_check, selectors, waiting
from ..disclosure import desk as disclosure_desk
from ..enums import IntroductionState, NeedState, SeedState
from ..learning import similar
from ..models import Introduction, Need, Seed
from ..prose import tidy
from ..services import introduction as introductions
from ..services import need as needs
from ..services import proposal as proposals
from ..services import seed as seeds
from ..transitions import NotAllowedError
from ..undelivered import selectors as undelivered
from .guard import for_coordinators

CANDIDATES = 8
PER_PAGE = 30


@for_coordinators
def worklist(request: HttpRequest) -> HttpResponse:
    """What waits: how much of which kind, then each kind, the oldest first."""
    lists = selectors.worklist()
    return render(
        request,
        "matchmaking/desk/worklist.html",
        {
            "waiting": staff_home.counting(waiting.look(request.user)),
            "shown": PER_PAGE,
            "needs": list(lists.needs[:PER_PAGE]),
            "seeds": list(lists.seeds[:PER_PAGE]),
            "requests": list(lists.requests[:PER_PAGE]),
            "replacements": list(lists.replacements[:PER_PAGE]),
            "unmatched": list(lists.unmatched[:PER_PAGE]),
        },
    )


def _page(request: HttpRequest, found: Any, states: Any, template: str) -> HttpResponse:
    state = request.GET.get("state", "")
    if state in states.values:
        found = found.filter(state=state)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, template, {"page_obj": page, "states": states.choices, "state": state})


@for_coordinators
def need_list(request: HttpRequest) -> HttpResponse:
    """All needs, by state."""
    found = Need.objects.select_related("organization", "sector", "prefecture")
    return _page(
        request, found.order_by("-updated_at", "-id"), NeedState, "matchmaking/desk/needs.html"
    )


@for_coordinators
def seed_list(request: HttpRequest) -> HttpResponse:
    """All seeds, by state."""
    found = Seed.objects.select_related("organization")
    return _page(
        request, found.order_by("-updated_at", "-id"), SeedState, "matchmaking/desk/seeds.html"
    )


@for_coordinators
def introduction_list(request: HttpRequest) -> HttpResponse:
    """All introductions, by state."""
    return _page(
        request,
        selectors.introductions_with_sides(),
        IntroductionState,
        "matchmaking/desk/introductions.html",
    )


@for_coordinators
def need(request: HttpRequest, pk: int) -> HttpResponse:
    """One need with its company and, once published, ranked candidates."""
    found = get_object_or_404(Need.objects.with_terms(), pk=pk)
    live = found.state == NeedState.PUBLISHED and not found.expired
    return render(
        request,
        "matchmaking/desk/need.html",
        {
            "need": found,
            "findings": privacy_check.find(f"{found.title}\n{found.body}", found.writer),
            "live": live,
            "candidates": selectors.candidates(found, limit=CANDIDATES) if live else [],
            "solved": similar.solved(found) if live else [],
            "set_aside": list(
                found.proposals.filter(state="dismissed").select_related("seed").order_by("-id")
            ),
        },
    )


@for_coordinators
def seed(request: HttpRequest, pk: int) -> HttpResponse:
    """One seed with its provider."""
    found = get_object_or_404(Seed.objects.with_terms().select_related("created_by"), pk=pk)
    findings = privacy_check.find(f"{found.title}\n{found.body}\n{found.evidence}")
    return render(request, "matchmaking/desk/seed.html", {"seed": found, "findings": findings})


@for_coordinators
def introduction(request: HttpRequest, pk: int) -> HttpResponse:
    """One introduction with both sides."""
    found = get_object_or_404(
        Introduction.objects.with_sides().prefetch_related("agreements__person"), pk=pk
    )
    return render(
        request,
        "matchmaking/desk/introduction.html",
        disclosure_desk.page(found)
        | {
            "introduction": found,
            "proposal": found.proposal,
            "undelivered": undelivered.of_introduction(found),
            "can_review": found.state == IntroductionState.PROPOSED,
            "can_decline": permissions.can_decline(request.user, found),
        },
    )


def _attempt(request: HttpRequest, said: str, act: Callable[[], Any]) -> None:
    try:
        act()
        messages.success(request, said)
    except NotAllowedError as refusal:
        messages.error(request, str(refusal))


@require_POST
@for_coordinators
def moderate_need(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish a need, send it back with a reason, or close it."""
    found = get_object_or_404(Need, pk=pk)
    action, reason = request.POST.get("action"), tidy(request.POST.get("reason", ""))
    if action == "publish":
        _attempt(
            request, _("公開しました。"), lambda: needs.publish(need=found, actor=request.user)
        )
    elif action == "close":
        _attempt(
            request,
            _("終了しました。"),
            lambda: needs.close(need=found, actor=request.user, reason=reason),
        )
    elif reason:
        _attempt(
            request,
            _("理由を添えて差し戻しました。"),
            lambda: needs.send_back(need=found, actor=request.user, reason=reason),
        )
    else:
        messages.error(request, _("差し戻すときは、理由を書いてください。"))
    return redirect("matchmaking_desk:need", found.pk)


@require_POST
@for_coordinators
def moderate_seed(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish a seed, send it back with a reason, or close it."""
    found = get_object_or_404(Seed, pk=pk)
    action, reason = request.POST.get("action"), tidy(request.POST.get("reason", ""))
    if action == "publish":
        _attempt(
            request, _("公開しました。"), lambda: seeds.publish(seed=found, actor=request.user)
        )
    elif action == "close":
        _attempt(
            request,
            _("終了しました。"),
            lambda: seeds.close(seed=found, actor=request.user, reason=reason),
        )
    elif reason:
        _attempt(
            request,
            _("理由を添えて差し戻しました。"),
            lambda: seeds.send_back(seed=found, actor=request.user, reason=reason),
        )
    else:
        messages.error(request, _("差し戻すときは、理由を書いてください。"))
    return redirect("matchmaking_desk:seed", found.pk)


@require_POST
@for_coordinators
def propose(request: HttpRequest, pk: int, seed_pk: int) -> HttpResponse:
    """Bring a need and a seed forward and ask both sides."""
    found_need = get_object_or_404(Need.objects.with_terms(), pk=pk)
    found_seed = get_object_or_404(Seed.objects.with_terms(), pk=seed_pk)
    match = selectors.match_of(found_need, found_seed)
    try:
        made = proposals.propose(
            need=found_need,
            seed=found_seed,
            actor=request.user,
            score=match.score if match else 0.0,
            reasons=match.reasons_json() if match else [],
        )
        introductions.review(
            introduction=made,
            actor=request.user,
            message=request.POST.get("message", ""),
        )
    except NotAllowedError as refusal:
        messages.error(request, str(refusal))
        return redirect("matchmaking_desk:need", found_need.pk)
    messages.success(request, _("双方に提案し、同意をお願いするメールを送りました。"))
    return redirect("matchmaking_desk:introduction", made.pk)


@require_POST
@for_coordinators
def broker(request: HttpRequest, pk: int) -> HttpResponse:
    """Review an introduction that a company asked for, or end it."""
    found = get_object_or_404(Introduction.objects.with_sides(), pk=pk)
    if request.POST.get("action") == "review":
        _attempt(
            request,
            _("双方に同意をお願いするメールを送りました。"),
            lambda: introductions.review(
                introduction=found,
                actor=request.user,
                message=request.POST.get("message", ""),
            ),
        )
    elif request.POST.get("action") == "decline":
        _attempt(
            request,
            _("紹介を終えました。"),
            lambda: introductions.decline(
                introduction=found,
                user=request.user,
                reason=request.POST.get("reason", ""),
            ),
        )
    return redirect("matchmaking_desk:introduction", found.pk)
