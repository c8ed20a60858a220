"""Doors to a session: its page and its calendar file."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import translation
from django.views.decorators.http import require_safe

from .. import links
from ..models import Session
from ..selectors.sessions import page_url
from ..services import calendar
from .conditional import Made, answer, open_to_all


@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """Lead to the event's page in the language of the visitor."""
    session = get_object_or_404(Session.objects.announced(), pk=pk)
    url = page_url(session.event_id)
    if not url:
        raise Http404
    return redirect(url)


@open_to_all
def calendar_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The session as a calendar file for anyone, as long as a public page tells of it."""
    session = get_object_or_404(Session.objects.announced().select_related("event"), pk=pk)
    if not page_url(session.event_id):
        raise Http404
    language = (translation.get_language() or "ja")[:2]
    url = links.absolute("events:session", session.pk, language=language)

    def make() -> Made:
        content = calendar.published(sessions=[(session, url)], language=language)
        return Made(content, "text/calendar; charset=utf-8")

    response = answer(request, make)
    response["Content-Disposition"] = f'attachment; filename="session-{session.pk}.ics"'
    return response
