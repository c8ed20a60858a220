"""The pipeline of requests in the Wagtail admin."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from events import permissions
from events.forms.desk import ReasonForm

from .. import selectors
from ..enums import REQUEST_TRANSITIONS, RequestState
from ..forms import AssignForm, MoveForm, NoteForm
from ..models import ExerciseRequest
from ..services import planning, requests
from ..words import HISTORY


def _request(request: HttpRequest, pk: int) -> ExerciseRequest:
    if not permissions.may_manage_events(request.user):
        raise PermissionDenied
    found = ExerciseRequest.objects.select_related("prefecture", "sector", "event", "assigned_to")
    return get_object_or_404(found, pk=pk)


@require_GET
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """One request: what was asked, what was noted, what comes next."""
    return _page(request, _request(request, pk))


def _page(
    request: HttpRequest,
    found: ExerciseRequest,
    *,
    move_form: MoveForm | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "found": found,
        "months": selectors.month_words(found.months),
        "notes": list(found.notes.select_related("author")),
        "history": [
            (entry, HISTORY.get(entry.action, entry.action)) for entry in selectors.history(found)
        ],
        "move_form": move_form or MoveForm(request=found),
        "may_plan": found.event is None
        and (
            found.state == RequestState.PLANNED
            or RequestState.PLANNED in REQUEST_TRANSITIONS[found.state]
        ),
        "plan_form": ReasonForm(prefix="plan"),
        "note_form": NoteForm(),
        "assign_form": AssignForm(staff=selectors.staff(), initial={"user": found.assigned_to_id}),
        "sessions": list(found.event.sessions.all()) if found.event else [],
        "pages": list(found.event.pages.select_related("locale")) if found.event else [],
    }
    return render(request, "events/exercises/request.html", context, status=status)


@require_POST
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the request to another state; the requester is told."""
    found = _request(request, pk)
    form = MoveForm(request.POST, request=found)
    if not form.is_valid():
        return _page(request, found, move_form=form, status=422)
    try:
        done = requests.move(request=found, actor=request.user, **form.cleaned_data)
    except requests.RequestRefused as refused:
        messages.error(request, refused.message)
    else:
        messages.success(
            request,
            _("「%(state)s」にしました。団体にメールを送ります。")
            % {"state": done.get_state_display()},
        )
    return redirect("exercise_request", pk)


@require_POST
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """One click: a draft event from the request."""
    found = _request(request, pk)
    try:
        event = planning.plan(
            request=found,
            actor=request.user,
            reason=request.POST.get("plan-reason", "").strip()[:500] or _("開催の準備を始める"),
        )
    except requests.RequestRefused as refused:
        messages.error(request, refused.message)
        return redirect("exercise_request", pk)
    messages.success(
        request,
        _("イベント「%(title)s」の下書きを作りました。日時と会場を直してから告知してください。")
        % {"title": event.title},
    )
    return redirect("exercise_request", pk)


@require_POST
def note(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep a note for colleagues."""
    found = _request(request, pk)
    form = NoteForm(request.POST)
    if form.is_valid():
        requests.note(request=found, text=form.cleaned_data["text"], author=request.user)
    else:
        messages.error(request, _("メモを入力してください。2,000文字まで書けます。"))
    return redirect("exercise_request", pk)


@require_POST
def assign(request: HttpRequest, pk: int) -> HttpResponse:
    """Say who looks after it."""
    found = _request(request, pk)
    form = AssignForm(request.POST, staff=selectors.staff())
    if form.is_valid():
        requests.assign(request=found, user=form.cleaned_data["user"], actor=request.user)
        messages.success(request, _("受け持つ職員を記録しました。"))
    else:
        messages.error(request, _("一覧から職員を選んでください。"))
    return redirect("exercise_request", pk)
