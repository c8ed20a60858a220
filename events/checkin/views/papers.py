"""Papers of the day: badges and the list of participants."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from events import permissions as room
from events.models import Session
from portal.delivery import files
from portal.privacy import services as privacy

from ..services import papers
from .found import with_session


@require_safe
@with_session(room.may_check_in)
def badges(request: HttpRequest, session: Session) -> HttpResponse:
    """Name badges, ten on a sheet."""
    content = papers.badges(session=session)
    _note(request, session, "badges")
    return files.pdf(content, filename=f"badges-{session.pk}.pdf")


@require_safe
@with_session(room.may_check_in)
def people(request: HttpRequest, session: Session) -> HttpResponse:
    """The list to tick off by hand when nothing else works."""
    content = papers.people(session=session)
    _note(request, session, "list")
    return files.pdf(content, filename=f"participants-{session.pk}.pdf")


def _note(request: HttpRequest, session: Session, paper: str) -> None:
    privacy.record(
        action="attendees.printed",
        target=f"session:{session.pk}",
        actor=request.user,
        detail={"paper": paper},
    )
