"""Which session or registration a person of staff may open; others' are unknown (404)."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from ... import permissions
from ...enums import Duty
from ...models import Event, Registration, Session


def managed_session(request: HttpRequest, pk: int) -> Session:
    """The session, if the person runs its event."""
    _only_owners(request)
    session = get_object_or_404(Session.objects.select_related("event", "prefecture"), pk=pk)
    _only_own(request, session.event)
    return session


def managed_registration(request: HttpRequest, pk: int) -> Registration:
    """The registration, if the person runs its event."""
    _only_owners(request)
    found = Registration.objects.select_related(
        "session__event", "participation_type", "sector", "prefecture"
    )
    registration = get_object_or_404(found, pk=pk)
    _only_own(request, registration.session.event)
    return registration


def _only_owners(request: HttpRequest) -> None:
    if not permissions.has_any_duty(request.user, Duty.OWNER):
        raise PermissionDenied


def _only_own(request: HttpRequest, event: Event) -> None:
    if not permissions.may_manage_event(request.user, event):
        raise Http404
