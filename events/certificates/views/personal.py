"""On the personal page of an attendee: the certificate, materials and recordings."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from events import links
from events.models import Attendee
from events.views.attendees import with_attendee
from portal.delivery import files

from ..selectors import certificates as selectors
from ..selectors import materials as material_selectors
from ..services import certificates, issuing
from ..services.errors import CertificateError


@require_safe
@with_attendee
def certificate(request: HttpRequest, attendee: Attendee) -> HttpResponse:
    """The certificate as PDF."""
    found = selectors.valid_of(attendee)
    if found is None:
        raise Http404
    return files.pdf(certificates.pdf(found), filename=f"certificate-{found.number}.pdf")


@require_POST
@with_attendee
def claim(request: HttpRequest, attendee: Attendee) -> HttpResponse:
    """Give the certificate at once to whoever has earned it, without waiting for the hour."""
    token = links.attendee_token(attendee)
    try:
        issuing.issue(attendee=attendee)
    except CertificateError as error:
        messages.info(request, error.message)
        return redirect("events:attendee", token)
    return redirect("certificates:certificate", token)


@require_safe
@with_attendee
def materials(request: HttpRequest, attendee: Attendee) -> HttpResponse:
    """Everything this person may open now."""
    context = {
        "attendee": attendee,
        "token": links.attendee_token(attendee),
        "session": attendee.registration.session,
        "event": attendee.registration.session.event,
        "materials": material_selectors.visible_to(attendee),
    }
    return render(request, "events/certificates/materials.html", context)


@require_safe
@with_attendee
def material(request: HttpRequest, attendee: Attendee, pk: int) -> HttpResponseBase:
    """One file, or the way to one address; what is not for this person is 404."""
    found = material_selectors.one_visible_to(attendee, pk)
    if found is None:
        raise Http404
    if found.url:
        response = redirect(found.url)
        response["Referrer-Policy"] = "no-referrer"
        return response
    try:
        opened = found.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    name = f"{found.title}.{found.extension.lower()}"
    answer = FileResponse(opened, as_attachment=True, filename=name)
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
