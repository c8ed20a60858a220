"""The desk: receiving people, with or without script."""

import uuid
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from events import permissions as room
from events.enums import Duty
from events.models import Session

from ..enums import SETTLEABLE, Source, Step
from ..models import Attendance, AttendanceEvent
from ..selectors import attendance as selectors
from ..selectors import desk, people
from ..services import attendance
from .found import desk_context, lacks_factor, to_factor, with_session


@require_safe
@never_cache
@login_required
def index(request: HttpRequest) -> HttpResponse:
    """The sessions whose people I receive these days."""
    if not room.has_any_duty(request.user, Duty.CHECK_IN):
        if lacks_factor(request):
            return to_factor(request)
        raise PermissionDenied
    sessions = desk.sessions_to_receive(user=request.user, now=timezone.now())
    return render(request, "events/checkin/index.html", {"sessions": sessions})


@require_safe
@with_session(room.may_check_in)
def page(request: HttpRequest, session: Session) -> HttpResponse:
    """Camera, one field for everything else, the figures of the day.

    Without a query it names nobody, so that a device may keep it.
    """
    words = request.GET.get("q", "").strip()
    context = desk_context(session, "desk", request) | {
        "numbers": desk.numbers(session),
        "words": words,
        "found": _rows(people.search(session=session, words=words)) if words else None,
        "answer": _answer(session, request.GET.get("event", "")),
    }
    return render(request, "events/checkin/desk.html", context)


def _answer(session: Session, key: str) -> dict[str, Any] | None:
    """What became of the report just made."""
    try:
        wanted = uuid.UUID(key)
    except ValueError:
        return None
    event = (
        AttendanceEvent.objects.select_related("attendee__registration__participation_type")
        .filter(pk=wanted, session=session)
        .first()
    )
    if event is None:
        return None
    known = Attendance.objects.filter(attendee=event.attendee, kind="onsite").first()
    return {"event": event, "person": event.attendee, "attendance": known}


@require_POST
@with_session(room.may_check_in)
def receive(request: HttpRequest, session: Session) -> HttpResponse:
    """Note an arrival or a departure, by ticket or by person; names lead to a search."""
    text = request.POST.get("text", "").replace("\x00", "").strip()[:200]
    number = request.POST.get("person", "")
    if number:
        person = people.by_number(session=session, pk=number)
        if person is None:
            raise Http404
    else:
        person = people.by_code(text)
        if person is None and not text.startswith("SECUNITY:"):
            return redirect(f"{_url(session, 'desk')}?{urlencode({'q': text})}#found")
    answer = attendance.record(
        report=attendance.Report(
            key=uuid.uuid4(),
            session=session,
            attendee=person,
            step=Step.LEAVE if request.POST.get("step") == Step.LEAVE else Step.ARRIVE,
            source=Source.MANUAL,
        ),
        actor=request.user,
    )
    return redirect(f"{_url(session, 'desk')}?{urlencode({'event': str(answer.event.pk)})}")


def _url(session: Session, name: str) -> str:
    return reverse(f"checkin:{name}", args=[session.pk])


def _rows(found: list[Any]) -> list[dict[str, Any]]:
    """People with how they are there; attendances are prefetched."""
    rows = []
    for person in found:
        kinds = {one.kind: one for one in person.attendances.all()}
        onsite = kinds.get("onsite")
        rows.append(
            {
                "person": person,
                "registration": person.registration,
                "onsite": onsite,
                "online": kinds.get("online"),
                "is_in": onsite is not None and onsite.left_at is None,
                "may_come": person.registration.is_confirmed
                and person.is_admitted
                and person.registration.participation_type.mode == "onsite",
            }
        )
    return rows


@require_safe
@with_session(room.may_check_in)
def people_page(request: HttpRequest, session: Session) -> HttpResponse:
    """Everyone in the order of readings, and what needs a look."""
    words = request.GET.get("q", "").strip()
    everyone = (
        people.search(session=session, words=words) if words else list(selectors.expected(session))
    )
    context = desk_context(session, "people", request) | {
        "rows": _rows(everyone),
        "words": words,
        "to_settle": list(desk.to_settle(session)),
        "settleable": SETTLEABLE,
    }
    return render(request, "events/checkin/people.html", context)


@require_POST
@with_session(room.may_check_in)
def settle(request: HttpRequest, session: Session, key: uuid.UUID) -> HttpResponse:
    """Decide what a device brought back and the register did not take."""
    event = AttendanceEvent.objects.filter(pk=key, session=session).first()
    if event is None:
        raise Http404
    attendance.settle(event=event, counts="counts" in request.POST, actor=request.user)
    return redirect(_url(session, "people"))


@require_POST
@with_session(room.may_check_in)
def undo(request: HttpRequest, session: Session) -> HttpResponse:
    """Take back a check-in that was a mistake."""
    person = people.by_number(session=session, pk=request.POST.get("person", ""))
    if person is None:
        raise Http404
    known = Attendance.objects.filter(attendee=person, kind="onsite").first()
    if known is not None:
        attendance.undo(attendance=known, actor=request.user)
    return redirect(_url(session, "people"))
