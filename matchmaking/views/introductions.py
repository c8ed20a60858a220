"""The page both sides share, and the steps each may take."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from .. import permissions, privacy_check
from ..enums import IntroductionState, Side, Stage
from ..forms import OutcomeForm
from ..models import Introduction
from ..services import introduction as introductions
from ..transitions import NotAllowedError
from . import access, trails

_STEPS = (_("コーディネーターの確認"), _("双方の同意"), _("連絡先の開示"), _("その後"))
_REACHED = {
    IntroductionState.PROPOSED: 1,
    IntroductionState.REVIEWED: 2,
    IntroductionState.PARTLY_AGREED: 2,
    IntroductionState.DISCLOSED: 3,
    IntroductionState.CLOSED: 4,
}


def _words(introduction: Introduction) -> dict[str, str]:
    need = introduction.proposal.need
    return {"title": privacy_check.mask(need.title), "body": privacy_check.mask(need.body)}


def _page(introduction: Introduction, user: Any) -> dict[str, Any]:
    side = permissions.side_of(user, introduction)
    stage = permissions.stage(user, introduction)
    return {
        "trail": trails.trail((str(_("紹介")), "")),
        "introduction": introduction,
        "proposal": introduction.proposal,
        "need": introduction.proposal.need,
        "seed": introduction.proposal.seed,
        "side": side,
        "is_company": side is Side.COMPANY,
        "is_provider": side is Side.PROVIDER,
        "sees_sector": stage >= Stage.SECTOR,
        "sees_problem": stage >= Stage.PROBLEM,
        "sees_contact": stage >= Stage.CONTACT
        and introduction.state in (IntroductionState.DISCLOSED, IntroductionState.CLOSED),
        "words": _words(introduction) if stage >= Stage.PROBLEM else {},
        "steps": _STEPS,
        "current": _REACHED.get(IntroductionState(introduction.state), 0),
        "can_agree": permissions.can_agree(user, introduction),
        "can_decline": permissions.can_decline(user, introduction),
        "can_withdraw": permissions.can_withdraw(user, introduction),
        "can_record": permissions.can_record_outcome(user, introduction),
    }


@login_required
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """An introduction as far as the reader's side may see."""
    introduction = access.open_introduction(request.user, pk)
    if permissions.side_of(request.user, introduction) is Side.COORDINATOR:
        return redirect("matchmaking_desk:introduction", introduction.pk)
    context = _page(introduction, request.user)
    context["outcome_form"] = OutcomeForm() if context["can_record"] else None
    told = introduction.outcomes.filter(side=str(context["side"]))
    context["outcomes"] = list(told) if context["can_record"] else []
    return render(request, "matchmaking/introduction.html", context)


_QUESTIONS = {
    "agree": (
        introductions.agree,
        permissions.can_agree,
        _("同意しました。相手の同意がそろうと、連絡先をお伝えします。"),
    ),
    "decline": (introductions.decline, permissions.can_decline, _("辞退しました。")),
    "withdraw": (introductions.withdraw, permissions.can_withdraw, _("同意を撤回しました。")),
}


@login_required
def decide(request: HttpRequest, pk: int, action: str) -> HttpResponse:
    """Ask once more, then agree, decline or withdraw."""
    introduction = access.open_introduction(request.user, pk)
    service, allowed, said = _QUESTIONS[action]
    if permissions.side_of(request.user, introduction) is Side.COORDINATOR:
        raise Http404
    if request.method == "POST":
        try:
            service(introduction=introduction, user=request.user)
            messages.success(request, said)
        except NotAllowedError as refusal:
            messages.error(request, str(refusal))
        return redirect(introduction)
    if not allowed(request.user, introduction):
        return redirect(introduction)
    return render(
        request,
        "matchmaking/decide.html",
        {**_page(introduction, request.user), "action": action, "person": request.user},
    )


@login_required
@require_POST
def record_outcome(request: HttpRequest, pk: int) -> HttpResponse:
    """Tell what came of it."""
    introduction = access.open_introduction(request.user, pk)
    if permissions.side_of(request.user, introduction) is Side.COORDINATOR:
        raise Http404
    form = OutcomeForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("成果を選んでください。"))
        return redirect(introduction)
    try:
        introductions.record_outcome(
            introduction=introduction,
            user=request.user,  # type: ignore[arg-type]
            kind=form.cleaned_data["kind"],
            note=form.cleaned_data["note"],
        )
        messages.success(request, _("成果を記録しました。ありがとうございました。"))
    except NotAllowedError as refusal:
        messages.error(request, str(refusal))
    return redirect(introduction)
