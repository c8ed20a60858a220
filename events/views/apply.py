"""申込: fill in, check, send. Nothing typed is lost and nothing needs script."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from portal.accounts.models import Organization

from ..forms import application
from ..forms.application import ApplicationForm
from ..models import ParticipationType, Registration
from ..selectors import registrations as selectors
from ..services import drafts
from ..services.errors import AlreadyRegistered, RegistrationError

Context = dict[str, Any]
View = Callable[[HttpRequest, ParticipationType, list[Organization]], HttpResponse]


def applying(view: View) -> Callable[..., HttpResponse]:
    """Let those in who can apply; the others learn what is missing."""

    @never_cache
    @login_required
    @wraps(view)
    def enter(request: HttpRequest, type_id: int) -> HttpResponse:
        kind = selectors.participation_type_for(type_id)
        if kind is None:
            raise Http404
        organizations = selectors.organizations_of(request.user)
        if not organizations:
            messages.info(
                request,
                _("先に事業者の情報を登録してください。登録すると申込に戻ります。"),
            )
            back = urlencode({"next": request.get_full_path()})
            return redirect(f"{reverse('accounts:organization')}?{back}")
        sent = _sent(request)
        if sent is not None:
            return redirect("events:registration_receipt", reference=sent.reference)
        existing = selectors.active_of(organizations=organizations, session_id=kind.session_id)
        if existing is not None and len(organizations) == 1:
            messages.info(request, AlreadyRegistered(existing).message)
            return redirect("events:registration", reference=existing.reference)
        if not kind.is_open_at(timezone.now()):
            return render(request, "events/not_open.html", _about(kind), status=409)
        return view(request, kind, organizations)

    return enter


def _sent(request: HttpRequest) -> Registration | None:
    """What a second click on the last button has sent already."""
    key = request.POST.get("key", "")
    if not key.isalnum():
        return None
    return Registration.objects.filter(idempotency_key=key, applicant_id=request.user.pk).first()


def steps() -> list[str]:
    """The steps of an application, for the progress line."""
    return [_("参加者の入力"), _("内容の確認"), _("受付完了")]


def _about(kind: ParticipationType) -> Context:
    return {
        "type": kind,
        "session": kind.session,
        "event": kind.session.event,
        "steps": steps(),
    }


def _first_draft(request: HttpRequest, kind: ParticipationType) -> application.Draft:
    """What is known of the applicant already."""
    user: Any = request.user
    me = {
        "family_name": user.family_name,
        "given_name": user.given_name,
        "family_name_kana": user.family_name_kana,
        "given_name_kana": user.given_name_kana,
        "email": user.email,
    }
    others: list[dict[str, str]] = [{} for _one in range(kind.min_attendees - 1)]
    return {
        "contact": {"name": user.get_full_name(), "email": user.email, "phone": user.phone},
        "people": [me, *others],
    }


@require_http_methods(["GET", "HEAD", "POST"])
@applying
def form(
    request: HttpRequest, kind: ParticipationType, organizations: list[Organization]
) -> HttpResponse:
    """Step 1: who comes."""
    if request.method == "POST":
        return _typed(request, kind, organizations)
    draft = selectors.draft_of(user=request.user, participation_type=kind)
    data = draft.data if draft else _first_draft(request, kind)
    filled = ApplicationForm(participation_type=kind, organizations=organizations, draft=data)
    return _show_form(request, kind, filled, kept=draft is not None)


def _typed(
    request: HttpRequest, kind: ParticipationType, organizations: list[Organization]
) -> HttpResponse:
    raw = application.raw_draft(request.POST, limit=kind.max_attendees)
    action = request.POST.get("action", "review")
    here = reverse("events:apply", args=[kind.pk])
    if action == "review":
        filled = ApplicationForm(
            participation_type=kind, organizations=organizations, draft=raw, data=request.POST
        )
        if filled.is_valid():
            drafts.save(
                user=request.user,
                participation_type=kind,
                data=filled.cleaned(),
                complete=True,
            )
            return redirect("events:review", type_id=kind.pk)
        drafts.save(user=request.user, participation_type=kind, data=raw, complete=False)
        return _show_form(request, kind, filled, kept=True, status=422)
    anchor = ""
    if action == "add" and len(raw["people"]) < kind.max_attendees:
        raw["people"].append({})
        anchor = f"#person-{len(raw['people'])}"
    elif action.startswith("remove-") and len(raw["people"]) > 1:
        index = action.removeprefix("remove-")
        if index.isdigit() and int(index) < len(raw["people"]):
            del raw["people"][int(index)]
            anchor = "#people"
    drafts.save(user=request.user, participation_type=kind, data=raw, complete=False)
    if action == "save":
        messages.success(
            request, _("入力中の内容を保存しました。マイページからいつでも続けられます。")
        )
    return redirect(here + anchor)


def _show_form(
    request: HttpRequest,
    kind: ParticipationType,
    filled: ApplicationForm,
    *,
    kept: bool,
    status: int = 200,
) -> HttpResponse:
    context = _about(kind) | {
        "form": filled,
        "kept": kept,
        "may_add": len(filled.people) < kind.max_attendees,
        "may_remove": len(filled.people) > kind.min_attendees,
    }
    return render(request, "events/apply.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@applying
def review(
    request: HttpRequest, kind: ParticipationType, organizations: list[Organization]
) -> HttpResponse:
    """Step 2: look once more, agree, send."""
    draft = selectors.draft_of(user=request.user, participation_type=kind)
    if draft is None or not draft.is_complete:
        return redirect("events:apply", type_id=kind.pk)
    contact = draft.data["contact"]
    organization = next(
        (one for one in organizations if str(one.pk) == contact["organization"]),
        organizations[0],
    )
    problem = None
    if request.method == "POST":
        try:
            done = drafts.submit(
                draft=draft,
                organization=organization,
                consented=request.POST.get("consent") == "yes",
                language=(get_language() or "ja")[:2],
            )
            return redirect("events:registration_receipt", reference=done.reference)
        except RegistrationError as error:
            problem = error
    context = _about(kind) | {
        "draft": draft,
        "organization": organization,
        "contact": contact,
        "people": draft.data["people"],
        "sharing": [host for host in kind.session.event.hosts.all() if host.receives_data],
        "problem": problem,
    }
    return render(request, "events/review.html", context, status=422 if problem else 200)
