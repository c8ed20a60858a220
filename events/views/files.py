"""Files of a registration: tickets and calendar entry."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from .. import links, permissions
from ..services import calendar, tickets
from .found import Entrance, with_registration


def _download(content: bytes, content_type: str, filename: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response


@require_safe
@with_registration
def ticket(request: HttpRequest, door: Entrance) -> HttpResponse:
    """The tickets of all attendees as one PDF, a page each."""
    registration = door.registration
    if not permissions.may_have_ticket(registration):
        raise Http404
    people = list(registration.attendees.filter(is_admitted=True))
    content = tickets.pdf(registration=registration, attendees=people)
    return _download(content, "application/pdf", f"ticket-{registration.reference}.pdf")


@require_safe
@with_registration
def calendar_file(request: HttpRequest, door: Entrance) -> HttpResponse:
    """The session for one's own calendar."""
    registration = door.registration
    if not permissions.may_have_ticket(registration):
        raise Http404
    language = registration.language
    url = links.absolute("events:session", registration.session_id, language=language)
    content = calendar.published(sessions=[(registration.session, url)], language=language)
    return _download(
        content, "text/calendar; charset=utf-8", f"event-{registration.reference}.ics"
    )
