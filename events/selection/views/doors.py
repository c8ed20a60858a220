"""Who comes in: each view of the admin gets its object, or the person is turned away."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from events import permissions
from events.models import ParticipationType, Session
from events.services.errors import RegistrationError

from ..models import Proposal, Sheet
from ..selectors import letters

View = Callable[..., HttpResponse]
Allowed = Callable[[Any, Any], bool]


def with_type(allowed: Allowed) -> Callable[[View], View]:
    """Give the view a participation type; ``allowed`` is asked about its event."""

    def decorate(view: View) -> View:
        @wraps(view)
        def found(request: HttpRequest, type_id: int, **kwargs: Any) -> HttpResponse:
            kind = get_object_or_404(
                ParticipationType.objects.select_related(
                    "session__event", "session__prefecture", "fallback"
                ),
                pk=type_id,
            )
            _let_in(request, kind.session, allowed)
            return view(request, kind, **kwargs)

        return found

    return decorate


def with_sheet(allowed: Allowed) -> Callable[[View], View]:
    """Give the view the sheet of a participation type."""

    def decorate(view: View) -> View:
        @with_type(allowed)
        @wraps(view)
        def found(request: HttpRequest, kind: ParticipationType, **kwargs: Any) -> HttpResponse:
            sheet = get_object_or_404(Sheet, participation_type=kind)
            sheet.participation_type = kind
            return view(request, sheet, **kwargs)

        return found

    return decorate


def with_session(allowed: Allowed) -> Callable[[View], View]:
    """Give the view a session."""

    def decorate(view: View) -> View:
        @wraps(view)
        def found(request: HttpRequest, session_id: int, **kwargs: Any) -> HttpResponse:
            session = get_object_or_404(Session.objects.select_related("event"), pk=session_id)
            _let_in(request, session, allowed)
            return view(request, session, **kwargs)

        return found

    return decorate


def with_proposal(view: View) -> View:
    """Give the view a proposal of an event that the person selects for."""

    @wraps(view)
    def found(request: HttpRequest, pk: int, **kwargs: Any) -> HttpResponse:
        proposal = get_object_or_404(
            Proposal.objects.select_related(
                "sheet__participation_type__session__event", "proposed_by", "decided_by"
            ),
            pk=pk,
        )
        session = proposal.sheet.participation_type.session
        _let_in(request, session, permissions.may_select)
        return view(request, proposal, **kwargs)

    return found


def with_batch(view: View) -> View:
    """Give the view a batch of letters of an event that the person runs."""

    @wraps(view)
    def found(request: HttpRequest, pk: int, **kwargs: Any) -> HttpResponse:
        batch = letters.batch(pk)
        if batch is None:
            raise Http404
        _let_in(request, batch.session, permissions.may_manage_event)
        return view(request, batch, **kwargs)

    return found


def with_letter(view: View) -> View:
    """Give the view one letter of an event that the person runs."""

    @wraps(view)
    def found(request: HttpRequest, pk: int, **kwargs: Any) -> HttpResponse:
        letter = letters.letter(pk)
        if letter is None:
            raise Http404
        _let_in(request, letter.batch.session, permissions.may_manage_event)
        return view(request, letter, **kwargs)

    return found


def _let_in(request: HttpRequest, session: Session, allowed: Allowed) -> None:
    if not allowed(request.user, session.event):
        raise PermissionDenied


def attempt(request: HttpRequest, said: Any, act: Callable[[], Any]) -> bool:
    """Do ``act`` and say so, or say why not; whether it was done."""
    try:
        act()
    except RegistrationError as refusal:
        messages.error(request, refusal.message)
        return False
    messages.success(request, said)
    return True
