"""The answer to an offer from its mail: a page with one button, no account needed.

A GET changes nothing, since mail scanners open every link; the button is a POST.
"""

from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from .. import extensions, links
from ..models import Registration
from ..selectors import registrations as selectors
from ..selectors.queue import offer_standing
from ..services import answers
from ..services.errors import OfferEnded
from .found import link_problem

View = Callable[..., HttpResponse]
ANSWERS = {"accept": answers.accept, "decline": answers.decline}


def with_offer(view: View) -> View:
    """Give ``view`` the registration of a signed link; forged links are 404, old ones 410."""

    @never_cache
    @wraps(view)
    def found(request: HttpRequest, token: str, **kwargs: Any) -> HttpResponse:
        try:
            reference, version = links.read_offer_token(token)
        except signing.SignatureExpired:
            return link_problem(request, status=410)
        except (signing.BadSignature, ValueError, TypeError):
            return link_problem(request, status=404)
        registration = selectors.by_link(reference=reference, version=version)
        if registration is None:
            return link_problem(request, status=410)
        return view(request, registration, token=token, **kwargs)

    return found


@require_http_methods(["GET", "HEAD", "POST"])
@with_offer
def answer(
    request: HttpRequest, registration: Registration, *, token: str, kind: str
) -> HttpResponse:
    """Show the offer with the button of ``kind`` (accept or decline), and do it when pressed."""
    if request.method == "POST":
        # What became of it is told by the page that follows, in the words of its state.
        with suppress(OfferEnded):
            ANSWERS[kind](registration=registration)
        return redirect(request.path)
    standing = offer_standing(registration, timezone.now())
    context = {
        "registration": registration,
        "session": registration.session,
        "event": registration.session.event,
        "type": registration.participation_type,
        "people": list(registration.attendees.all()),
        "kind": kind,
        "standing": standing,
        "other_url": reverse(
            f"events:offer_{'decline' if kind == 'accept' else 'accept'}", args=[token]
        ),
        "token": links.manage_token(registration),
    }
    told = standing in ("open", "confirmed", "cancelled")
    return render(request, "events/offer.html", context, status=200 if told else 410)


def panel(request: HttpRequest, registration: Registration) -> SafeString:
    """The offer on the page of the registration; empty when there is none."""
    if offer_standing(registration, timezone.now()) != "open":
        return SafeString("")
    token = links.offer_token(registration)
    context = {
        "registration": registration,
        "accept_url": reverse("events:offer_accept", args=[token]),
        "decline_url": reverse("events:offer_decline", args=[token]),
    }
    return SafeString(render_to_string("events/offer_panel.html", context, request))


PANEL = extensions.Panel(name="offer", order=10, render=panel)
