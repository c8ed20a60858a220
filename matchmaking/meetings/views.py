"""A meeting day for those who take part."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from portal.delivery import files

from ..enums import Side
from ..models import MeetingDay, MeetingParticipant
from ..transitions import NotAllowedError
from ..views import trails
from . import calendar, papers, selectors, services
from .forms import JoiningForm


def _own(user: Any, pk: int) -> MeetingParticipant:
    """The user's own participation; not found for everybody else, coordinators included."""
    found = selectors.own(user, get_object_or_404(MeetingDay, pk=pk))
    if found is None:
        raise Http404
    return found


@login_required
def day(request: Any, pk: int) -> HttpResponse:
    """The day, one's own timetable, and the form to join or change."""
    participant = _own(request.user, pk)
    form = JoiningForm(request.POST or None, participant=participant, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            services.join(
                participant=participant,
                user=request.user,
                absent=form.absent,
                wishes=form.cleaned_data.get("wishes", []),
            )
            messages.success(request, _("参加を受け付けました。時間割ができたらお知らせします。"))
            return redirect(participant.day)
        except NotAllowedError as refusal:
            form.add_error(None, str(refusal))
    joining = participant.state == MeetingParticipant.State.JOINING
    over = participant.day.on < timezone.localdate()
    return render(
        request,
        "matchmaking/meeting_day.html",
        {
            "trail": trails.trail((participant.day.title, "")),
            "day": participant.day,
            "participant": participant,
            "is_company": participant.side == Side.COMPANY,
            "joining": joining,
            "open": not over and participant.day.state != MeetingDay.State.CANCELLED,
            "published": participant.day.state == MeetingDay.State.PUBLISHED,
            "meetings": selectors.shown_to(participant),
            "form": form,
        },
    )


@login_required
@require_POST
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    """Not to take part."""
    participant = _own(request.user, pk)
    services.leave(participant=participant, actor=request.user)
    messages.success(request, _("不参加として受け付けました。"))
    return redirect(participant.day)


@login_required
def file(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """One's own timetable as PDF or calendar file."""
    participant = _own(request.user, pk)
    held = selectors.shown_to(participant)
    if not held:
        raise Http404
    if kind == "ics":
        made = calendar.published(day=participant.day, meetings=held)
        return files.calendar(made, filename=f"{participant.day.title}.ics")
    language = translation.get_language() or "ja"
    made = papers.people(day=participant.day, language=language, only=participant.pk)
    return files.pdf(made, filename=f"{participant.day.title}.pdf")
