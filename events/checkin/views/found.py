"""Which session a desk address means, and whether this person works there."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache

from events import permissions as room
from events.models import Session
from portal.accounts.middleware import has_second_factor, proof_address
from portal.accounts.permissions import needs_second_factor

from ..selectors import desk

Allowed = Callable[[Any, Any], bool]
View = Callable[..., HttpResponse]


def with_session(allowed: Allowed, *, machine: bool = False) -> Callable[[View], View]:
    """Give the view a session of which ``allowed(user, event)`` holds.

    ``machine``: a script asks, so refusals are JSON and lead nowhere else.
    """

    def decorate(view: View) -> View:
        @never_cache
        @wraps(view)
        def found(request: HttpRequest, pk: int, **kwargs: Any) -> HttpResponse:
            if machine and not request.user.is_authenticated:
                return JsonResponse({"error": "sign_in"}, status=401)
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            session = desk.session_of(pk)
            if session is None:
                raise Http404
            if not allowed(request.user, session.event):
                return _refused(request, machine=machine)
            return view(request, session, **kwargs)

        return found

    return decorate


def _refused(request: HttpRequest, *, machine: bool) -> HttpResponse:
    """Ask for the second factor where that is what is missing; else no."""
    if lacks_factor(request):
        if machine:
            return JsonResponse({"error": "sign_in"}, status=401)
        return to_factor(request)
    if machine:
        return JsonResponse({"error": "not_allowed"}, status=403)
    raise PermissionDenied


def lacks_factor(request: HttpRequest) -> bool:
    """Whether this person has something to do here, but has not shown a second factor."""
    user: Any = request.user
    if not getattr(user, "lacks_second_factor", False):
        return False
    return needs_second_factor(user) or user.event_duties.exists()


def to_factor(request: HttpRequest) -> HttpResponse:
    """Where the second factor is shown, or set up first."""
    if not has_second_factor(request):
        return redirect("mfa_index")
    back = request.get_full_path() if request.method == "GET" else request.path
    return redirect(proof_address(request, back))


def desk_context(session: Session, tab: str, request: HttpRequest) -> dict[str, Any]:
    """What every page of the desk shows around its own content."""

    return {
        "session": session,
        "event": session.event,
        "tab": tab,
        "may_manage": room.may_manage_event(request.user, session.event),
    }
