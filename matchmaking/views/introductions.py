"""The page both sides share, and the steps each may take."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from .. import permissions
from ..disclosure import showing, trail
from ..disclosure.forms import AgreeForm, DeclineForm, WithdrawForm
from ..enums import ASKED, MET, IntroductionState, Side, Stage
from ..forms import OutcomeForm
from ..models import Introduction
from ..outcomes import selectors as stories
from ..services import introduction as introductions
from ..thread import panels
from ..transitions import NotAllowedError
from . import access, trails


def _page(introduction: Introduction, user: Any) -> dict[str, Any]:
    """What both templates get: only what the stage allows, and what may be done."""
    shown = showing.of(introduction, user)
    return {
        "trail": trails.trail((_("紹介"), "")),
        "introduction": shown,
        "next": _next(introduction, user, shown),
        "to_contact": permissions.can_agree(user, introduction),
        "can_decline": permissions.can_decline(user, introduction),
        "can_withdraw": permissions.can_withdraw(user, introduction),
        "can_renew_words": permissions.can_renew_words(user, introduction),
        "can_record": permissions.can_record_outcome(user, introduction),
    }


def _next(introduction: Introduction, user: Any, shown: showing.Showing) -> Stage | None:
    """The stage above what the reader's side has agreed to, if it may agree to it now."""
    if shown.mine is Stage.CONTACT:
        return None
    above = Stage(shown.mine + 1)
    return above if permissions.can_agree(user, introduction, above) else None


def _as_party(request: HttpRequest, pk: int) -> Introduction:
    introduction = access.open_introduction(request.user, pk)
    if permissions.side_of(request.user, introduction) is Side.COORDINATOR:
        raise Http404
    return introduction


@login_required
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """An introduction as far as the reader's side may see."""
    introduction = access.open_introduction(request.user, pk)
    if permissions.side_of(request.user, introduction) is Side.COORDINATOR:
        return redirect("matchmaking_desk:introduction", introduction.pk)
    return _shown(request, introduction, OutcomeForm())


def _shown(request: HttpRequest, introduction: Introduction, asked: OutcomeForm) -> HttpResponse:
    """The whole page; ``asked`` keeps what was typed when it could not be kept."""
    context = _page(introduction, request.user)
    context["steps"] = showing.steps(context["introduction"])
    context["events"] = trail.for_side(introduction, context["introduction"].side)
    context["outcome_form"] = asked if context["can_record"] else None
    context["thread"] = panels.context(request.user, introduction, desk=False)
    context["story"] = stories.story_of(introduction)
    told = introduction.outcomes.filter(side=str(context["introduction"].side))
    context["outcomes"] = list(told) if context["can_record"] else []
    status = 422 if asked.is_bound else 200
    return render(request, "matchmaking/introduction.html", context, status=status)


def _agree(request: HttpRequest, introduction: Introduction) -> str:
    form = AgreeForm(request.POST)
    if not form.is_valid():
        raise NotAllowedError(_("どの段階に同意するかが分かりません。画面からお選びください。"))
    upto = form.cleaned_data["stage"]
    user: Any = request.user
    before = permissions.stage(user, introduction)
    kept = introductions.agree(
        introduction=introduction, user=user, upto=upto, version=form.cleaned_data["version"]
    )
    if (now := permissions.stage(request.user, kept)) > before:
        return _("双方の同意がそろい、「%(stage)s」が見えるようになりました。") % {
            "stage": now.label
        }
    if now >= upto:
        return _("この段階には、もう同意しています。")
    return _("同意しました。相手の同意がそろうと、互いに見えるようになります。")


def _decline(request: HttpRequest, introduction: Introduction) -> str:
    form = DeclineForm(request.POST)
    code = form.cleaned_data["code"] if form.is_valid() else ""
    introductions.decline(introduction=introduction, user=request.user, code=code)
    return _("辞退しました。")


def _withdraw_form(introduction: Introduction, user: Any, data: Any = None) -> WithdrawForm:
    return WithdrawForm(
        data,
        agreed=permissions.agreed_stage(user, introduction),
        complete=introduction.state == IntroductionState.CLOSED,
    )


def _withdraw(request: HttpRequest, introduction: Introduction) -> str:
    form = _withdraw_form(introduction, request.user, request.POST)
    if not form.is_valid():
        raise NotAllowedError(_("どこまで取り消すかが分かりません。画面からお選びください。"))
    keep = form.cleaned_data["keep"]
    kept = introductions.withdraw(introduction=introduction, user=request.user, keep=keep)
    if kept.state in (*ASKED, *MET):
        return _("同意を取り消し、前の段階に戻しました。")
    return _("同意を撤回し、この紹介を終えました。")


def _question(introduction: Introduction, user: Any, action: str) -> Form | None:
    if action == "withdraw":
        return _withdraw_form(introduction, user)
    return DeclineForm(initial={"code": ""}) if action == "decline" else None


_Act = Callable[[HttpRequest, Introduction], str]
_ACTS: dict[str, tuple[_Act, Callable[[Any, Introduction], bool]]] = {
    "agree": (_agree, permissions.can_agree),
    "decline": (_decline, permissions.can_decline),
    "withdraw": (_withdraw, permissions.can_withdraw),
}


@login_required
def decide(request: HttpRequest, pk: int, action: str) -> HttpResponse:
    """Ask once more, then agree, decline or take back.

    Agreeing to a stage before the contact needs no further question: the page posts here.
    """
    introduction = _as_party(request, pk)
    act, allowed = _ACTS[action]
    if request.method == "POST":
        try:
            messages.success(request, act(request, introduction))
        except NotAllowedError as refusal:
            messages.error(request, str(refusal))
        return redirect(introduction)
    if not allowed(request.user, introduction):
        return redirect(introduction)
    context = _page(introduction, request.user)
    company = context["introduction"].is_company
    proposal = introduction.proposal
    return render(
        request,
        "matchmaking/decide.html",
        context
        | {
            "action": action,
            "person": request.user,
            "own_name": (proposal.company if company else proposal.provider).name,
            "form": _question(introduction, request.user, action),
        },
    )


@login_required
@require_POST
def show_words(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the provider read the newest words of the need."""
    introduction = _as_party(request, pk)
    user: Any = request.user
    try:
        introductions.renew_words(introduction=introduction, user=user)
        messages.success(request, _("新しい文面が、相手に見えるようになりました。"))
    except NotAllowedError as refusal:
        messages.error(request, str(refusal))
    return redirect(introduction)


@login_required
@require_POST
def record_outcome(request: HttpRequest, pk: int) -> HttpResponse:
    """Tell what came of it."""
    introduction = _as_party(request, pk)
    form = OutcomeForm(request.POST)
    if not form.is_valid():
        return _shown(request, introduction, form)
    try:
        introductions.record_outcome(
            introduction=introduction,
            user=request.user,
            kind=form.cleaned_data["kind"],
            note=form.cleaned_data["note"],
        )
        messages.success(request, _("成果を記録しました。ありがとうございました。"))
    except NotAllowedError as refusal:
        messages.error(request, str(refusal))
    return redirect(introduction)
