"""抽選 in the admin: commit, draw, apply."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from events import permissions
from events.enums import RegistrationState
from events.models import ParticipationType

from ..forms.draws import CommitForm
from ..models import Draw
from ..selectors import draws as selectors
from ..selectors.rules import in_words
from ..services import draws
from .doors import attempt, with_type


@require_http_methods(["GET", "POST"])
@with_type(permissions.may_select)
def page(request: HttpRequest, kind: ParticipationType) -> HttpResponse:
    """Where the lottery stands; whoever runs the event commits to it here."""
    draw = selectors.of_type(kind)
    manages = permissions.may_manage_event(request.user, kind.session.event)
    form = CommitForm(request.POST or None) if draw is None and manages else None
    if request.method == "POST" and form is not None and form.is_valid():
        attempt(
            request,
            _("乱数の種を確約し、公開ページに載せました。"),
            lambda: draws.commit(
                participation_type=kind,
                rules=form.rules(),
                reserve_limit=form.cleaned_data["reserve_limit"],
                actor=request.user,
            ),
        )
        return redirect("events_selection:lottery", kind.pk)
    context = {
        "kind": kind,
        "session": kind.session,
        "draw": draw,
        "form": form,
        "manages": manages,
        "closed": timezone.now() >= kind.deadline(),
        "rules": in_words(draw.rules) if draw else [],
        "applied": kind.registrations.filter(state=RegistrationState.APPLIED).count(),
        "entries": list(draw.entries.select_related("registration")) if draw else [],
    }
    return render(request, "events/selection/admin/lottery.html", context)


@require_POST
@with_type(permissions.may_manage_event)
def perform(request: HttpRequest, kind: ParticipationType) -> HttpResponse:
    """Draw."""
    draw = get_object_or_404(Draw, participation_type=kind)
    attempt(
        request,
        _("抽選しました。種と結果を公開ページに載せました。次に、結果を申込に反映してください。"),
        lambda: draws.perform(draw=draw, actor=request.user),
    )
    return redirect("events_selection:lottery", kind.pk)


@require_POST
@with_type(permissions.may_manage_event)
def apply(request: HttpRequest, kind: ParticipationType) -> HttpResponse:
    """Give everybody the result that was drawn."""
    draw = get_object_or_404(Draw, participation_type=kind)
    done = attempt(
        request,
        _("結果を申込に反映しました。お知らせの下書きができています。確かめて送信してください。"),
        lambda: draws.apply(draw=draw, actor=request.user),
    )
    if done:
        return redirect("events_selection:batches", kind.session_id)
    return redirect("events_selection:lottery", kind.pk)
