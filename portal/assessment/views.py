"""Answering the questions, reading the result, keeping it for one's company."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.accounts import selectors as people
from portal.delivery import files

from . import given, permissions, questions, reading, sections, selectors, services
from .forms import CheckForm
from .models import Result
from .scoring import Score

Trail = list[tuple[str, str]]


def _trail(*more: tuple[str, str]) -> Trail:
    check = reverse("assessment:check")
    start = (_("自社診断"), check if more else "")
    return [(_("ホーム"), check.rsplit("self-check/", 1)[0]), start, *more]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """All questions on one page; answers of a moment ago are filled in."""
    asked = questions.current()
    form = CheckForm(request.POST or None, asked=asked, initial=_answers(request, asked.version))
    if request.method == "POST" and form.is_valid():
        given.put(request.session, version=asked.version, answers=form.cleaned_data)
        return redirect("assessment:result")
    context = {"form": form, "asked": asked, "trail": _trail()}
    return render(request, "portal/assessment/check.html", context)


def _answers(request: HttpRequest, version: str) -> dict[str, str]:
    score = given.score(request.session)
    if score is None or score.asked.version != version:
        return {}
    return dict(score.answers)


def _told(score: Score) -> dict[str, Any]:
    """What page and paper say of ``score``."""
    guides = reading.guides(one.guide for one in score.gaps)
    return {
        "score": score,
        "first_steps": [(one, guides.get(one.guide)) for one in score.first_steps],
        "later_steps": [(one, guides.get(one.guide)) for one in score.later_steps],
    }


@never_cache
@require_safe
def result(request: HttpRequest) -> HttpResponse:
    """What the answers come to, and what to mend first."""
    score = given.score(request.session)
    if score is None:
        return redirect("assessment:check")
    organizations = []
    if request.user.is_authenticated and given.kept(request.session) is None:
        organizations = [one.organization for one in people.memberships_of(request.user)]
    context = {
        **_told(score),
        "trail": _trail((_("結果"), "")),
        "offers": sections.below(request, score),
        "organizations": organizations,
        "is_kept": given.kept(request.session) is not None,
    }
    return render(request, "portal/assessment/result.html", context)


def _paper(score: Score, *, organization: str = "", taken_at: Any = None) -> HttpResponse:
    from portal.delivery import pdf  # noqa: PLC0415  loads Pango: only where a PDF is made

    context = {
        **_told(score),
        "organization": organization,
        "taken_at": timezone.localtime(taken_at),
    }
    content = pdf.render("pdf/assessment_result.html", context, language=get_language() or "ja")
    return files.pdf(content, filename="self-check.pdf")


@never_cache
@require_safe
def result_pdf(request: HttpRequest) -> HttpResponse:
    """The result on paper, to be talked about."""
    score = given.score(request.session)
    return redirect("assessment:check") if score is None else _paper(score)


@require_POST
def again(request: HttpRequest) -> HttpResponse:
    """Forget the answers and begin anew."""
    given.drop(request.session)
    return redirect("assessment:check")


@login_required
@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """Keep the result for one's company; a second press keeps nothing more."""
    score = given.score(request.session)
    if score is None:
        return redirect("assessment:check")
    already = given.kept(request.session)
    if already is not None:
        return redirect("assessment:result")
    mine = [one.organization for one in people.memberships_of(request.user)]
    wanted = request.POST.get("organization", "")
    chosen = [one for one in mine if str(one.pk) == wanted] or (mine if len(mine) == 1 else [])
    if not chosen:
        messages.error(request, _("結果を残す会社を選んでください。"))
        return redirect("assessment:result")
    made = services.keep(organization=chosen[0], score=score, user=request.user)
    given.mark_kept(request.session, made.pk)
    messages.success(request, _("結果を会社の記録に残しました。"))
    return redirect(made)


def _own(request: HttpRequest, pk: int) -> Result:
    found = get_object_or_404(selectors.results_of(request.user), pk=pk)
    if questions.get(found.version) is None:
        raise Http404
    return found


@never_cache
@login_required
@require_safe
def kept(request: HttpRequest, pk: int) -> HttpResponse:
    """A kept result, beside those before and after it."""
    found = _own(request, pk)
    results = list(
        selectors.results_of(request.user).filter(organization_id=found.organization_id)
    )
    earlier = results[results.index(found) + 1 :]
    context = {
        **_told(found.score),
        "trail": _trail((_("残した結果"), "")),
        "offers": sections.below(request, found.score),
        "kept": found,
        "results": results,
        "change": found.points - earlier[0].points if earlier else None,
        "may_remove": permissions.may_remove(request.user, found),
    }
    return render(request, "portal/assessment/result.html", context)


@never_cache
@login_required
@require_safe
def kept_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """A kept result on paper."""
    found = _own(request, pk)
    return _paper(found.score, organization=str(found.organization), taken_at=found.taken_at)


@login_required
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a kept result away."""
    found = _own(request, pk)
    try:
        services.remove(result=found, user=request.user)
    except PermissionDenied:
        messages.error(request, _("診断した人か、会社の管理者だけが消せます。"))
        return redirect(found)
    if given.kept(request.session) == pk:
        given.drop(request.session)
    messages.success(request, _("診断の結果を消しました。"))
    return redirect("accounts:mypage")
