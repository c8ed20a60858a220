"""The online entrance: each person's own, and a shared one that asks who is there.

The link is given out by a page of ours that leads on by itself. A redirect would be held to
``form-action`` of the page the button stood on, which must name no meeting host. That page may
not say ``no-referrer`` itself: browsers then send its form with an origin of ``null``.
"""

import io

import segno
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from events import links as room_links
from events import permissions as room
from events.models import Attendee, Session
from events.views.attendees import with_attendee
from portal import rate_limit
from portal.delivery import files

from .. import permissions
from ..enums import Gate
from ..forms.desk import JoinForm
from ..selectors import people
from ..services import join


@require_http_methods(["GET", "HEAD", "POST"])
@with_attendee
def enter(request: HttpRequest, attendee: Attendee) -> HttpResponse:
    """Note the entry and lead to the meeting; back to the personal page while it is shut.

    Only a press of the button counts: mail programs and browsers fetch links by themselves.
    """
    url = join.enter(attendee=attendee) if request.method == "POST" else None
    if url is None:
        return redirect("events:attendee", room_links.attendee_token(attendee))
    return _lead_on(request, attendee, url)


def _lead_on(request: HttpRequest, attendee: Attendee, url: str) -> HttpResponse:
    context = {"url": url, "attendee": attendee, "session": attendee.registration.session}
    response = render(request, "events/checkin/lead_on.html", context)
    if join.is_safe(url):
        response["Refresh"] = f"0; url={url}"
    response["Referrer-Policy"] = "no-referrer"
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def shared(request: HttpRequest, pk: int) -> HttpResponse:
    """One address for a whole session: it asks for the name and lets registered people in.

    Whoever is not found gets one answer, whatever was wrong.
    """
    session = get_object_or_404(
        Session.objects.announced().select_related("event", "prefecture"), pk=pk
    )
    if not session.has_online:
        raise Http404
    gate = permissions.session_gate(session, timezone.now())
    form = JoinForm(request.POST if request.method == "POST" else None)
    unknown = False
    if request.method == "POST" and gate == Gate.OPEN:
        if not rate_limit.within(request, "join_by_name"):
            return rate_limit.too_many(request)
        if form.is_valid():
            attendee = people.with_address(
                session=session, name=form.cleaned_data["name"], email=form.cleaned_data["email"]
            )
            url = join.enter(attendee=attendee) if attendee else None
            if attendee and url:
                return _lead_on(request, attendee, url)
            unknown = True
    context = {
        "session": session,
        "event": session.event,
        "gate": gate,
        "opens_at": session.starts_at - permissions.OPENS_BEFORE,
        "form": form,
        "unknown": unknown,
    }
    status = 200 if not (unknown or form.errors) else 422
    return render(request, "events/checkin/shared.html", context, status=status)


@require_safe
@with_attendee
def qr(request: HttpRequest, attendee: Attendee) -> HttpResponse:
    """The code of the ticket as a picture to keep in the phone, for where no network is."""
    if not (room.may_have_ticket(attendee.registration) and attendee.is_admitted):
        raise Http404
    picture = io.BytesIO()
    code = segno.make(f"SECUNITY:{attendee.ticket_code}", error="m", micro=False)
    code.save(picture, kind="png", scale=16, border=4)
    reference = attendee.registration.reference
    return files.download(
        picture.getvalue(), filename=f"ticket-{reference}.png", content_type="image/png"
    )
