"""What a phone at the desk asks for by script: its worker, the roster, its reports, figures."""

import hashlib
import json
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.templatetags.static import static
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from events import permissions as room
from events.models import Session

from ..forms import batch
from ..selectors import desk
from ..services import attendance, sync
from .found import with_session

ASSETS = (
    "portal/site.css",
    "portal/fonts.css",
    "portal/js/letters.js",
    "portal/js/site.js",
    "portal/js/checkin.js",
    "portal/js/checkin-store.js",
    "portal/js/checkin-camera.js",
    "portal/js/checkin-view.js",
    "portal/vendor/jsqr.js",
    "portal/images/favicon.svg",
)


@require_safe
@cache_control(max_age=0, must_revalidate=True)
def worker(request: HttpRequest, pk: int) -> HttpResponse:
    """The service worker of one desk; it governs the addresses below the desk's own."""
    assets = [static(name) for name in ASSETS]
    version = hashlib.sha256("".join(assets).encode()).hexdigest()[:8]
    page = request.path.removesuffix("sw.js")
    context = {"version": version, "page": page, "assets": assets}
    return render(request, "events/checkin/sw.js", context, content_type="text/javascript")


def _fresh(request: HttpRequest, data: dict[str, Any]) -> HttpResponse:
    """``data`` as JSON with a mark of its content; 304 when the device has it already."""
    body = json.dumps(data, ensure_ascii=False, sort_keys=True).encode()
    mark = f'"{hashlib.sha256(body).hexdigest()[:24]}"'
    # A proxy that compresses makes the mark a weak one.
    known = request.headers.get("If-None-Match", "").removeprefix("W/")
    response: HttpResponse
    if known == mark:
        response = HttpResponseNotModified()
    else:
        response = HttpResponse(body, content_type="application/json")
    response["ETag"] = mark
    return response


@require_safe
@with_session(room.may_check_in, machine=True)
def roster(request: HttpRequest, session: Session) -> HttpResponse:
    """The names a device works with while it has no network, and the key for sending."""
    data = {"people": desk.roster(session), "ends_at": session.ends_at.isoformat()}
    response = _fresh(request, data)
    response["X-Token"] = get_token(request)
    return response


@require_safe
@with_session(room.may_check_in, machine=True)
def numbers(request: HttpRequest, session: Session) -> HttpResponse:
    """The figures of the day; 304 while nothing changed."""
    return _fresh(request, desk.numbers(session).as_json())


@require_POST
@with_session(room.may_check_in, machine=True)
def receive(request: HttpRequest, session: Session) -> HttpResponse:
    """Take the reports of a device and answer each by its key."""
    try:
        brought = batch.read(request.body)
    except batch.BadBatch as error:
        return JsonResponse({"error": "bad_batch", "detail": str(error)}, status=400)
    answers = sync.receive(session=session, batch=brought, actor=request.user)
    return JsonResponse(
        {"answers": [_told(answer) for answer in answers]},
        json_dumps_params={"ensure_ascii": False},
    )


def _told(answer: attendance.Answer) -> dict[str, Any]:
    person = answer.event.attendee
    first = answer.attendance.first_seen.isoformat() if answer.attendance else None
    told: dict[str, Any] = {
        "key": str(answer.event.pk),
        "outcome": str(answer.event.outcome),
        "first": first,
    }
    if person is not None:
        registration = person.registration
        told |= {
            "id": person.pk,
            "name": person.full_name,
            "kana": person.full_name_kana,
            "company": registration.company_name,
            "type": registration.participation_type.label,
        }
    return told
