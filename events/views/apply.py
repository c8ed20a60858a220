"""申込, step 1: who comes. Nothing typed is lost and nothing needs script."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ..enums import QuestionKind
from ..forms import application
from ..forms.application import ApplicationForm
from ..models import ParticipationType, Question, RegistrationDraft
from ..selectors import questions as selectors
from ..services import drafts, eligibility
from ..services.application import Company
from . import uploads
from .applicant import Applicant, about, applying


def _first_draft(kind: ParticipationType, applicant: Applicant) -> application.Draft:
    """What is known of the applicant already."""
    user = applicant.user
    others: list[dict[str, str]] = [{} for _one in range(kind.min_attendees - 1)]
    if user is None:
        return {"contact": {}, "people": [{}, *others]}
    me = {
        "family_name": user.family_name,
        "given_name": user.given_name,
        "family_name_kana": user.family_name_kana,
        "given_name_kana": user.given_name_kana,
        "email": user.email,
    }
    return {
        "contact": {"name": user.get_full_name(), "email": user.email, "phone": user.phone},
        "people": [me, *others],
    }


@require_http_methods(["GET", "HEAD", "POST"])
@applying
def form(request: HttpRequest, kind: ParticipationType, applicant: Applicant) -> HttpResponse:
    """Step 1: who comes."""
    asked = selectors.asked_in(kind)
    if request.method == "POST":
        return _typed(request, kind, applicant, asked)
    draft = applicant.draft(kind)
    data = draft.data if draft else _first_draft(kind, applicant)
    filled = ApplicationForm(
        participation_type=kind,
        organizations=applicant.organizations,
        draft=data,
        asked=asked,
        known=_known(data, asked, draft),
    )
    return _show_form(request, kind, applicant, filled, kept=draft is not None)


def _known(
    data: application.Draft, asked: list[Question], draft: RegistrationDraft | None
) -> dict[str, str]:
    if draft is None or not any(one.kind == QuestionKind.FILE for one in asked):
        return {}
    return selectors.uploads_in(keys=application.upload_keys(data), draft=draft)


def _typed(
    request: HttpRequest, kind: ParticipationType, applicant: Applicant, asked: list[Question]
) -> HttpResponse:
    sent: Any = request.POST
    problems: dict[str, str] = {}
    draft = None
    if any(one.kind == QuestionKind.FILE for one in asked):
        raw = application.raw_draft(sent, limit=kind.max_attendees, asked=asked)
        draft = _save(kind, applicant, raw)
        sent, problems = uploads.take(request, asked=asked, draft=draft)
    raw = application.raw_draft(sent, limit=kind.max_attendees, asked=asked)
    if request.POST.get("action", "review") != "review":
        return _edited(request, kind, applicant, raw)
    filled = ApplicationForm(
        participation_type=kind,
        organizations=applicant.organizations,
        draft=raw,
        data=sent,
        asked=asked,
        known=_known(raw, asked, draft),
        problems=problems,
    )
    reasons = _not_eligible(kind, applicant, filled) if filled.is_valid() else []
    if filled.is_valid() and not reasons:
        data = filled.cleaned()
        draft = drafts.review(participation_type=kind, data=data, **applicant.owner())
        if filled.has_files:
            drafts.drop_files(draft=draft, names=application.upload_keys(data))
        return redirect("events:review", type_id=kind.pk)
    _save(kind, applicant, raw)
    return _show_form(request, kind, applicant, filled, kept=True, reasons=reasons, status=422)


def _save(
    kind: ParticipationType, applicant: Applicant, raw: application.Draft
) -> RegistrationDraft:
    return drafts.save(participation_type=kind, data=raw, complete=False, **applicant.owner())


def _not_eligible(
    kind: ParticipationType, applicant: Applicant, filled: ApplicationForm
) -> list[str]:
    """Why the company may not apply, told before anything is held."""
    cleaned = filled.cleaned()
    organization = chosen(applicant, cleaned)
    company = Company.of(organization) if organization else drafts.company_in(cleaned)
    if company is None:
        return []
    return eligibility.problems_of(type_id=kind.pk, company=company, organization=organization)


def chosen(applicant: Applicant, data: application.Draft) -> Any:
    """The organization that applies; None when the company is typed in."""
    wanted = data["contact"].get("organization", "")
    organizations = applicant.organizations
    return next(
        (one for one in organizations if str(one.pk) == wanted),
        organizations[0] if organizations else None,
    )


def _edited(
    request: HttpRequest, kind: ParticipationType, applicant: Applicant, raw: application.Draft
) -> HttpResponse:
    """A button that only changes the form itself."""
    action, anchor = request.POST["action"], ""
    if action == "discard":
        if draft := applicant.draft(kind):
            drafts.discard(draft=draft)
        messages.success(request, _("入力した内容を消しました。"))
        return redirect("events:session", pk=kind.session_id)
    if action == "add" and len(raw["people"]) < kind.max_attendees:
        raw["people"].append({})
        anchor = f"#person-{len(raw['people'])}"
    elif action.startswith("remove-") and len(raw["people"]) > 1:
        index = action.removeprefix("remove-")
        if index.isdecimal() and int(index) < len(raw["people"]):
            del raw["people"][int(index)]
            anchor = "#people"
    _save(kind, applicant, raw)
    if action == "save":
        words = (
            _("入力中の内容を保存しました。マイページからいつでも続けられます。")
            if applicant.user
            else _(
                "入力中の内容を保存しました。"
                "このブラウザーで同じページを開くと、30日のあいだ続けられます。"
            )
        )
        messages.success(request, words)
    return redirect(reverse("events:apply", args=[kind.pk]) + anchor)


def _show_form(
    request: HttpRequest,
    kind: ParticipationType,
    applicant: Applicant,
    filled: ApplicationForm,
    *,
    kept: bool,
    reasons: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = about(kind) | {
        "form": filled,
        "kept": kept,
        "reasons": reasons or [],
        "is_visitor": applicant.user is None,
        "lacks_organization": applicant.user is not None and not applicant.organizations,
        "here": request.path,
        "may_add": len(filled.people) < kind.max_attendees,
        "may_remove": len(filled.people) > kind.min_attendees,
    }
    return render(request, "events/apply.html", context, status=status)
