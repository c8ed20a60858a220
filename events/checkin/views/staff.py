"""What staff set and bring in: guests without application, the link, the meeting's own record."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from events import permissions as room
from events.models import Session
from events.services.errors import RegistrationError

from ..forms.desk import LinkForm, ReportForm, WalkInForm
from ..models import AttendanceEvent
from ..services import imports, join, walk_in
from .found import desk_context, with_session

FORM_METHODS = ["GET", "HEAD", "POST"]


def _sent(request: HttpRequest) -> Any:
    """What was sent, also when that is nothing at all."""
    return request.POST if request.method == "POST" else None


@require_http_methods(FORM_METHODS)
@with_session(room.may_check_in)
def guest(request: HttpRequest, session: Session) -> HttpResponse:
    """Register who came without applying, and note the arrival."""
    form = WalkInForm(_sent(request), session=session, initial={"key": str(uuid.uuid4())})
    refused = ""
    if request.method == "POST" and form.is_valid():
        try:
            made = walk_in.receive(
                participation_type=form.cleaned_data["participation_type"],
                guest=form.guest(),
                actor=request.user,
                key=form.cleaned_data["key"],
            )
        except RegistrationError as error:
            refused = error.message
        else:
            return redirect(f"{_desk(session)}?{urlencode({'event': str(_event_of(made))})}")
    context = desk_context(session, "guest", request) | {
        "form": form,
        "refused": refused,
        "sharing": session.event.hosts.filter(receives_data=True),
    }
    status = 422 if refused or form.errors else 200
    return render(request, "events/checkin/guest.html", context, status=status)


def _event_of(registration: Any) -> uuid.UUID | str:
    found = AttendanceEvent.objects.filter(attendee__registration=registration).first()
    return found.pk if found else ""


def _desk(session: Session) -> str:
    return reverse("checkin:desk", args=[session.pk])


@require_http_methods(FORM_METHODS)
@with_session(room.may_manage_event)
def link(request: HttpRequest, session: Session) -> HttpResponse:
    """Set or swap the link, until the last minute and after."""
    form = LinkForm(_sent(request), initial={"url": session.join_url})
    if request.method == "POST" and form.is_valid():
        try:
            join.swap_link(
                session=session,
                url=form.cleaned_data["url"],
                actor=request.user,
                reason=form.cleaned_data["reason"],
            )
        except RegistrationError as error:
            form.add_error("url", error.message)
        else:
            return redirect(f"{reverse('checkin:link', args=[session.pk])}?saved=yes")
    shared_url = request.build_absolute_uri(reverse("checkin:shared", args=[session.pk]))
    context = desk_context(session, "link", request) | {
        "form": form,
        "saved": "saved" in request.GET,
        "shared_url": shared_url,
    }
    status = 422 if form.errors else 200
    return render(request, "events/checkin/link.html", context, status=status)


@require_http_methods(FORM_METHODS)
@with_session(room.may_manage_event)
def report(request: HttpRequest, session: Session) -> HttpResponse:
    """Bring in who was in the meeting and how long: all rows or none."""
    form = ReportForm(_sent(request), request.FILES or None)
    result = None
    if request.method == "POST" and form.is_valid():
        result = imports.take(
            session=session,
            content=form.cleaned_data["file"].read(),
            actor=request.user,
            skip_unknown=form.cleaned_data["skip_unknown"],
        )
    context = desk_context(session, "report", request) | {"form": form, "result": result}
    failed = bool(form.errors) or bool(result and result.problems)
    return render(request, "events/checkin/report.html", context, status=422 if failed else 200)
