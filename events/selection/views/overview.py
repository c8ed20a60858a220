"""Where a choice is to be made: all sessions, and one."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from events import permissions
from events.enums import Duty
from events.models import Session

from ..selectors import overview
from .doors import with_session


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Coming sessions with a lottery or a selection, for whoever may choose."""
    if not permissions.has_any_duty(request.user, Duty.SELECTOR):
        raise PermissionDenied
    context = {"steps": overview.steps_of(request.user)}
    return render(request, "events/selection/admin/index.html", context)


@require_safe
@with_session(permissions.may_select)
def session(request: HttpRequest, session: Session) -> HttpResponse:
    """The participation types of one session that are drawn or selected."""
    context = {
        "session": session,
        "steps": overview.steps(session),
        "manages": permissions.may_manage_event(request.user, session.event),
    }
    return render(request, "events/selection/admin/session.html", context)
