"""My registrations: list, detail, receipt, cancellation."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from .. import extensions, permissions
from ..selectors import questions
from ..selectors import registrations as selectors
from ..selectors.queue import waitlist_position
from ..services import decisions
from ..services.errors import RegistrationError
from .applicant import steps as apply_steps
from .found import Entrance, with_registration


@require_safe
@never_cache
@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """What I or my colleagues applied for, and what is not sent yet."""
    found = list(selectors.registrations_of(request.user))
    return render(
        request,
        "events/registrations.html",
        {
            "upcoming": [
                one for one in reversed(found) if one.is_active and not one.session.is_over
            ],
            "ended": [one for one in found if not one.is_active and not one.session.is_over],
            "past": [one for one in found if one.session.is_over],
            "drafts": selectors.drafts_of(request.user),
        },
    )


def _context(door: Entrance) -> dict[str, object]:
    registration = door.registration
    answers = questions.answers_of(registration)
    attendees = list(registration.attendees.all())
    for person in attendees:
        person.said = questions.said(answers, attendee=person.pk, address=door.file_url)
    return {
        "registration": registration,
        "session": registration.session,
        "event": registration.session.event,
        "type": registration.participation_type,
        "attendees": attendees,
        "left_out": [person for person in attendees if not person.is_admitted],
        "said": questions.said(answers, address=door.file_url),
        "urls": door.urls,
        "by_link": bool(door.token),
        "may_change": permissions.may_change(registration, timezone.now()),
        "may_cancel": permissions.may_cancel(registration),
        "may_have_ticket": permissions.may_have_ticket(registration),
        "waitlist_position": waitlist_position(registration),
    }


@require_safe
@with_registration
def detail(request: HttpRequest, door: Entrance) -> HttpResponse:
    """One registration."""
    panels = extensions.rendered(extensions.registration_panels, request, door.registration)
    return render(request, "events/registration.html", _context(door) | {"panels": panels})


@require_safe
@with_registration
def receipt(request: HttpRequest, door: Entrance) -> HttpResponse:
    """The answer to an application: what was kept and what happens next."""
    return render(request, "events/receipt.html", _context(door) | {"steps": apply_steps()})


@require_http_methods(["GET", "HEAD", "POST"])
@with_registration
def cancel(request: HttpRequest, door: Entrance) -> HttpResponse:
    """Ask once, then cancel."""
    registration = door.registration
    if request.method != "POST":
        if not permissions.may_cancel(registration):
            return redirect(door.url(""))
        return render(request, "events/cancel.html", _context(door))
    if registration.session.is_over:
        messages.error(request, _("終わった回の申込はキャンセルできません。"))
        return redirect(door.url(""))
    actor = request.user if request.user.is_authenticated else None
    try:
        decisions.cancel(registration=registration, actor=actor)
    except RegistrationError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("申込をキャンセルしました。確認のメールをお送りします。"))
    return redirect(door.url(""))
