"""The personal page of an attendee: what one person needs before, on and after the day."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.delivery import files

from .. import extensions, links, permissions
from ..models import Attendee
from ..selectors import attendees as selectors
from ..services import calendar, tickets
from .found import link_problem

View = Callable[..., HttpResponse]


def with_attendee(view: View) -> View:
    """Give ``view`` the attendee of a signed link; forged links are 404, old ones 410."""

    @never_cache
    @wraps(view)
    def found(request: HttpRequest, token: str, **kwargs: Any) -> HttpResponse:
        try:
            code = links.read_attendee_token(token)
        except signing.SignatureExpired:
            return link_problem(request, status=410)
        except (signing.BadSignature, ValueError, TypeError):
            return link_problem(request, status=404)
        attendee = selectors.by_ticket_code(code)
        if attendee is None:
            return link_problem(request, status=410)
        return view(request, attendee, **kwargs)

    return found


@require_safe
@with_attendee
def page(request: HttpRequest, attendee: Attendee) -> HttpResponse:
    """Ticket, joining, survey, certificate, as far as they concern this person."""
    registration = attendee.registration
    context = {
        "attendee": attendee,
        "token": links.attendee_token(attendee),
        "registration": registration,
        "session": registration.session,
        "event": registration.session.event,
        "type": registration.participation_type,
        "has_ticket": permissions.may_have_ticket(registration) and attendee.is_admitted,
        "qr": tickets.qr_svg(attendee),
        "panels": extensions.rendered(extensions.attendee_panels, request, attendee),
    }
    return render(request, "events/attendee.html", context)


def _admitted(attendee: Attendee) -> None:
    if not (permissions.may_have_ticket(attendee.registration) and attendee.is_admitted):
        raise Http404


@require_safe
@with_attendee
def ticket(request: HttpRequest, attendee: Attendee) -> HttpResponse:
    """The ticket of this person as PDF."""
    _admitted(attendee)
    registration = attendee.registration
    content = tickets.pdf(registration=registration, attendees=[attendee])
    return files.pdf(content, filename=f"ticket-{registration.reference}.pdf")


@require_safe
@with_attendee
def calendar_file(request: HttpRequest, attendee: Attendee) -> HttpResponse:
    """The session for this person's calendar."""
    _admitted(attendee)
    registration = attendee.registration
    language = registration.language
    url = links.absolute("events:session", registration.session_id, language=language)
    content = calendar.published(sessions=[(registration.session, url)], language=language)
    return files.calendar(content, filename=f"event-{registration.reference}.ics")
