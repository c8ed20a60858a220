"""Which registration an address means: by reference and login, or by a signed link."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from .. import links
from ..models import Registration
from ..selectors import registrations as selectors


@dataclass(frozen=True)
class Entrance:
    """A registration, and the addresses that lead on from where the visitor came in."""

    registration: Registration
    token: str = ""

    def url(self, name: str) -> str:
        """Address of view ``name`` for this registration, by the same door."""
        if self.token:
            return reverse(f"events:manage{name}", args=[self.token])
        return reverse(f"events:registration{name}", args=[self.registration.reference])

    def file_url(self, key: str) -> str:
        """Address of a file of this registration."""
        if self.token:
            return reverse("events:manage_upload", args=[self.token, key])
        return reverse("events:registration_upload", args=[self.registration.reference, key])

    @property
    def urls(self) -> dict[str, str]:
        """All addresses a page of the registration links to."""
        return {
            "detail": self.url(""),
            "change": self.url("_change"),
            "cancel": self.url("_cancel"),
            "ticket": self.url("_ticket"),
            "calendar": self.url("_calendar"),
        }


View = Callable[..., HttpResponse]


def with_registration(view: View) -> Callable[..., HttpResponse]:
    """Give ``view`` the registration; unknown and other people's are 404, old links 410."""

    @never_cache
    @wraps(view)
    def found(
        request: HttpRequest, *, reference: str = "", token: str = "", **kwargs: Any
    ) -> HttpResponse:
        if token:
            return _by_token(request, view, token, kwargs)
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        registration = selectors.by_reference(user=request.user, reference=reference)
        if registration is None:
            raise Http404
        return view(request, Entrance(registration), **kwargs)

    return found


def _by_token(
    request: HttpRequest, view: View, token: str, kwargs: dict[str, Any]
) -> HttpResponse:
    try:
        reference, version = links.read_token(token)
    except signing.SignatureExpired:
        return link_problem(request, status=410)
    except (signing.BadSignature, ValueError, TypeError):
        return link_problem(request, status=404)
    registration = selectors.by_link(reference=reference, version=version)
    if registration is None:
        return link_problem(request, status=410)
    return view(request, Entrance(registration, token), **kwargs)


def link_problem(request: HttpRequest, *, status: int) -> HttpResponse:
    """Say that a link is too old (410) or not one of ours (404), and what to do."""
    return render(request, "events/link_problem.html", {"expired": status == 410}, status=status)
