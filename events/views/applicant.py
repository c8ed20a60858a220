"""Who fills in a form: an account with its organizations, or a browser with a signed cookie."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from portal.accounts.models import Organization

from .. import links
from ..forms import application
from ..models import ParticipationType, Registration, RegistrationDraft
from ..selectors import holds as hold_selectors
from ..selectors import questions as question_selectors
from ..selectors import registrations as selectors
from ..services import drafts
from ..services.errors import AlreadyRegistered

COOKIE = "registration_draft"
COOKIE_SALT = "events.draft"
COOKIE_SECONDS = 30 * 24 * 3600

Context = dict[str, Any]


@dataclass
class Applicant:
    """Whose draft it is; ``user`` is None without an account."""

    user: Any
    visitor: str
    organizations: list[Organization] = field(default_factory=list)
    is_new: bool = False

    def owner(self) -> dict[str, Any]:
        """Keywords of the drafts' service; a browser gets its key when it keeps something."""
        if self.user is None and not self.visitor:
            self.visitor, self.is_new = secrets.token_urlsafe(32), True
        return {"user": self.user, "visitor": "" if self.user else self.visitor}

    def draft(self, kind: ParticipationType) -> RegistrationDraft | None:
        """What was kept for this type."""
        if self.user is None and not self.visitor:
            return None
        return selectors.draft_of(participation_type=kind, **self.owner())

    def sees(self, registration: Registration) -> bool:
        """Whether ``registration`` is the applicant's own or of one of the organizations."""
        if self.user is None:
            return False
        mine = registration.applicant_id == self.user.pk
        return mine or registration.organization_id in [one.pk for one in self.organizations]


View = Callable[[HttpRequest, ParticipationType, Applicant], HttpResponse]


def applying(view: View) -> Callable[..., HttpResponse]:
    """Let in whoever can apply now; what was typed is kept even when it is too late."""

    @never_cache
    @wraps(view)
    def enter(request: HttpRequest, type_id: int) -> HttpResponse:
        kind = selectors.participation_type_for(type_id)
        if kind is None:
            raise Http404
        applicant = _applicant(request, kind)
        response = _gate(request, kind, applicant) or view(request, kind, applicant)
        if applicant.is_new:
            _remember(response, applicant)
        return response

    return enter


def _applicant(request: HttpRequest, kind: ParticipationType) -> Applicant:
    visitor = request.get_signed_cookie(
        COOKIE, default="", salt=COOKIE_SALT, max_age=COOKIE_SECONDS
    )
    if not request.user.is_authenticated:
        return Applicant(None, visitor or "")
    if visitor:
        drafts.adopt(visitor=visitor, user=request.user, participation_type=kind)
    return Applicant(request.user, "", selectors.organizations_of(request.user))


def _remember(response: HttpResponse, applicant: Applicant) -> None:
    response.set_signed_cookie(
        COOKIE,
        applicant.visitor,
        salt=COOKIE_SALT,
        max_age=COOKIE_SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _gate(
    request: HttpRequest, kind: ParticipationType, applicant: Applicant
) -> HttpResponse | None:
    sent = _sent(request, applicant)
    if sent is not None:
        return redirect(receipt_url(sent, applicant))
    if len(applicant.organizations) == 1:
        existing = selectors.active_of(
            organizations=applicant.organizations, session_id=kind.session_id
        )
        if existing is not None:
            messages.info(request, AlreadyRegistered(existing).message)
            return redirect("events:registration", reference=existing.reference)
    if kind.is_open_at(timezone.now()):
        return None
    draft = applicant.draft(kind)
    if draft and hold_selectors.began_in_time(key=draft.key, participation_type=kind):
        return None
    if request.method == "POST" and "people" in request.POST:
        _keep(request, kind, applicant)
    return render(request, "events/not_open.html", about(kind), status=409)


def _sent(request: HttpRequest, applicant: Applicant) -> Registration | None:
    """What a second click on the last button has sent already."""
    key = request.POST.get("key", "")
    if not key.isalnum():
        return None
    return Registration.objects.filter(idempotency_key=key, applicant=applicant.user).first()


def _keep(request: HttpRequest, kind: ParticipationType, applicant: Applicant) -> None:
    asked = question_selectors.asked_in(kind)
    raw = application.raw_draft(request.POST, limit=kind.max_attendees, asked=asked)
    drafts.save(participation_type=kind, data=raw, complete=False, **applicant.owner())


def receipt_url(registration: Registration, applicant: Applicant) -> str:
    """The receipt: by login, or by the signed link that the mail carries too."""
    if applicant.user is None:
        return reverse("events:manage_receipt", args=[links.manage_token(registration)])
    return reverse("events:registration_receipt", args=[registration.reference])


def steps() -> list[str]:
    """The steps of an application, for the progress line."""
    return [_("参加者の入力"), _("内容の確認"), _("受付完了")]


def about(kind: ParticipationType) -> Context:
    """What every page of the form shows."""
    return {
        "type": kind,
        "session": kind.session,
        "event": kind.session.event,
        "steps": steps(),
    }
