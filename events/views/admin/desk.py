"""進行の画面: the desk of a session, and the list of all desks."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from ... import permissions
from ...enums import SESSION_TRANSITIONS, SessionState
from ...extensions import desk_links
from ...forms.desk import CopyForm, MoveForm, StateForm
from ...models import Event, Host, Session
from ...selectors import desk as selectors
from ...selectors import history
from ...services import running
from .access import managed_session

PER_PAGE = 30
TELLS = (SessionState.CANCELLED, SessionState.POSTPONED)


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Sessions to come and past ones of all events in which the person has a duty."""
    if not permissions.has_any_duty(request.user):
        raise PermissionDenied
    past = request.GET.get("past") == "1"
    now = timezone.now()
    found = selectors.reachable(request.user)
    if past:
        found = found.filter(ends_at__lt=now).order_by("-starts_at", "-id")
    else:
        found = found.filter(ends_at__gte=now).order_by("starts_at", "id")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("p"))
    shared = _shared_events(request.user, page.object_list)
    rows = [
        {
            "session": session,
            "managed": permissions.may_manage_event(request.user, session.event),
            "links": _links(request.user, session, notes=False),
            "shared": session.event_id in shared,
            "lacks_link": selectors.lacks_join_link(session),
        }
        for session in page.object_list
    ]
    return render(
        request,
        "events/admin/desks.html",
        {"rows": rows, "page": page, "past": past, "may_add": _may_add(request.user)},
    )


def _may_add(user: Any) -> bool:
    return permissions.may_manage_events(user)


def _shared_events(user: Any, sessions: Any) -> set[int]:
    hosts = Host.objects.filter(
        event__in={session.event_id for session in sessions}, staff__user=user
    )
    return set(hosts.order_by().values_list("event_id", flat=True))


def _links(user: Any, session: Session, *, notes: bool) -> list[dict[str, str]]:
    event: Event = session.event
    return [
        {
            "label": str(link.label),
            "url": link.url(session),
            # A note may ask the database: on the list of desks that would be once a row.
            "note": link.note(session) if notes else "",
        }
        for link in desk_links.items()
        if link.allowed(user, event)
    ]


@require_GET
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """State, numbers, decisions, links, timeline."""
    session = managed_session(request, pk)
    return _page(request, session)


def _page(
    request: HttpRequest,
    session: Session,
    *,
    state_form: StateForm | None = None,
    status: int = 200,
) -> HttpResponse:
    rows = selectors.numbers(session)
    context = {
        "session": session,
        "rows": rows,
        "decisions": selectors.decisions(session, rows),
        "links": _links(request.user, session, notes=True),
        "timeline": history.of_session(session),
        "state_form": state_form or StateForm(session=session),
        "may_change_state": bool(SESSION_TRANSITIONS[session.state]),
        "current_state": SessionState(session.current_state).label,
        "copy_form": CopyForm(initial={"starts_at": session.starts_at}),
    }
    return render(request, "events/admin/desk.html", context, status=status)


@require_http_methods(["POST"])
def change_state(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the session to another state; calling it off asks once and names the audience."""
    session = managed_session(request, pk)
    form = StateForm(request.POST, session=session)
    if not form.is_valid():
        return _page(request, session, state_form=form, status=422)
    state, reason = form.cleaned_data["state"], form.cleaned_data["reason"]
    if state in TELLS and request.POST.get("sure") != "yes":
        return render(
            request,
            "events/admin/desk_sure.html",
            {
                "session": session,
                "state": state,
                "label": SessionState(state).label,
                "reason": reason,
                "audience": selectors.audience(session),
            },
        )
    try:
        running.change_state(session=session, state=state, actor=request.user, reason=reason)
    except running.RunningRefused as refused:
        messages.error(request, refused.message)
    else:
        messages.success(
            request, _("状態を「%(state)s」にしました。") % {"state": SessionState(state).label}
        )
    return redirect("events_desk", pk)


@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Other times: first a preview of whom it tells, then once more to do it."""
    session = managed_session(request, pk)
    initial = {"starts_at": session.starts_at, "ends_at": session.ends_at}
    form = MoveForm(request.POST or None, initial=initial)
    sure = False
    if request.method == "POST" and form.is_valid():
        sure = True
        if request.POST.get("sure") == "yes":
            try:
                told = running.move(session=session, actor=request.user, **form.cleaned_data)
            except running.RunningRefused as refused:
                form.add_error(None, refused.message)
                sure = False
            else:
                messages.success(
                    request,
                    _("日時を変えました。%(count)s社に変更をお知らせします。") % {"count": told},
                )
                return redirect("events_desk", pk)
    context = {
        "session": session,
        "form": form,
        "sure": sure,
        "audience": selectors.audience(session),
    }
    return render(
        request,
        "events/admin/desk_move.html",
        context,
        status=422 if request.method == "POST" and not sure else 200,
    )


@require_http_methods(["POST"])
def copy(request: HttpRequest, pk: int) -> HttpResponse:
    """A new session in preparation with the same types."""
    session = managed_session(request, pk)
    form = CopyForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("複製した回の開始日時を入力してください。"))
        return redirect("events_desk", pk)
    new = running.copy(
        session=session, starts_at=form.cleaned_data["starts_at"], actor=request.user
    )
    messages.success(request, _("回を複製しました。内容を確かめて告知してください。"))
    return redirect("sessions:edit", new.pk)
