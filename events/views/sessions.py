"""Doors to a session: its page and its calendar file."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from .. import links
from ..models import Session
from ..selectors import registrations
from ..selectors.sessions import page_url
from ..services import calendar
from .conditional import Made, answer, open_to_all


@never_cache
@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """Lead to the event's page in the language of the visitor.

    Mails and calendar entries carry this address for years. When no page tells of the session
    any more, those who applied are led to their own application, or told where to find it;
    the facts of the session are not shown, for they are no longer public.
    """
    has_people = registrations.has_any(session_id=pk)
    sessions = Session.objects.all() if has_people else Session.objects.announced()
    session = get_object_or_404(sessions, pk=pk)
    if url := page_url(session.event_id):
        return redirect(url)
    if not has_people:
        raise Http404
    if own := registrations.latest_of(user=request.user, session_id=pk):
        return redirect("events:registration", own.reference)
    return render(request, "events/session_without_page.html")


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
