"""Meeting days at the coordinator's desk."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from portal.delivery import files

from ..enums import Side
from ..models import MeetingDay, MeetingParticipant
from ..transitions import NotAllowedError
from ..views.guard import for_coordinators
from . import papers, selectors, services, timetable
from .forms import DayForm, InvitationForm, usual_slots
from .solving import UnsolvedError

PAPERS: dict[str, Callable[..., bytes]] = {
    "grid": papers.whole,
    "people": papers.people,
    "tables": papers.tables,
}


@for_coordinators
def day_list(request: HttpRequest) -> HttpResponse:
    """All meeting days, the latest first."""
    found = list(selectors.days()[:100])
    return render(request, "matchmaking/desk/meeting_days.html", {"days": found})


@for_coordinators
def edit(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Make a day or change it."""
    day = get_object_or_404(MeetingDay, pk=pk) if pk else MeetingDay()
    form = DayForm(request.POST or None, instance=day, initial={"slots": usual_slots()})
    if request.method == "POST" and form.is_valid():
        kept = services.save(
            day=form.save(commit=False), slots=form.cleaned_data["times"], actor=request.user
        )
        messages.success(request, _("保存しました。"))
        return redirect("matchmaking_desk:meeting_day", kept.pk)
    return render(request, "matchmaking/desk/meeting_day_form.html", {"form": form, "day": day})


@for_coordinators
def day(request: HttpRequest, pk: int) -> HttpResponse:
    """One day: who comes, the timetable, what can be done."""
    found = get_object_or_404(MeetingDay, pk=pk)
    people = list(selectors.participants(found))
    held = list(selectors.meetings(found))
    counts = {one.pk: len(meetings) for one, meetings in selectors.by_person(people, held)}
    return render(
        request,
        "matchmaking/desk/meeting_day.html",
        {
            "day": found,
            "sides": [
                {
                    "side": side,
                    "people": [
                        {"participant": one, "number": counts.get(one.pk, 0)}
                        for one in people
                        if one.side == side
                    ],
                    "open": list(selectors.may_be_invited(found, side)),
                }
                for side in (Side.COMPANY, Side.PROVIDER)
            ],
            "lines": selectors.grid(found, held),
            "tables": range(1, found.tables + 1),
            "held": len(held),
        },
    )


@require_POST
@for_coordinators
def invite(request: HttpRequest, pk: int) -> HttpResponse:
    """Invite organizations of one side."""
    found = get_object_or_404(MeetingDay, pk=pk)
    side = Side.PROVIDER if request.POST.get("side") == Side.PROVIDER else Side.COMPANY
    form = InvitationForm(request.POST, organizations=selectors.may_be_invited(found, side))
    if form.is_valid():
        number = services.invite(
            day=found,
            organizations=list(form.cleaned_data["organizations"]),
            side=side,
            actor=request.user,
        )
        messages.success(request, _("%(number)s件に案内を送りました。") % {"number": number})
    else:
        messages.error(request, _("招待する事業者を選んでください。"))
    return redirect("matchmaking_desk:meeting_day", found.pk)


def _solve(request: HttpRequest, found: MeetingDay) -> None:
    result = timetable.solve(day=found, actor=request.user)
    messages.success(
        request,
        _(
            "計算しました。面談は%(total)s件です（新しい面談 %(new)s、"
            "時刻かテーブルの変更 %(moved)s、なくなった面談 %(gone)s）。"
        )
        % {"total": result.total, "new": result.new, "moved": result.moved, "gone": result.gone},
    )
    if not result.proved:
        messages.warning(
            request, _("時間内に見つかった案です。もっとよい案がある可能性もあります。")
        )


@require_POST
@for_coordinators
def act(request: HttpRequest, pk: int, action: str) -> HttpResponse:
    """Solve the timetable, show it to everybody, or call the day off."""
    found = get_object_or_404(MeetingDay, pk=pk)
    try:
        if action == "solve":
            _solve(request, found)
        elif action == "cancel":
            services.cancel(day=found, actor=request.user)
            messages.success(request, _("中止にし、参加者にメールでお知らせしました。"))
        else:
            services.publish(day=found, actor=request.user)
            messages.success(request, _("参加者に時間割を公開し、メールでお知らせしました。"))
    except NotAllowedError as refusal:
        messages.error(request, str(refusal))
    except UnsolvedError:
        messages.error(
            request,
            _(
                "時間割を計算できませんでした。テーブルや時間帯を見直して、もう一度お試しください。"
            ),
        )
    return redirect("matchmaking_desk:meeting_day", found.pk)


@require_POST
@for_coordinators
def gone(request: HttpRequest, pk: int, participant_pk: int) -> HttpResponse:
    """Somebody does not come."""
    found = get_object_or_404(MeetingDay, pk=pk)
    known = MeetingParticipant.objects.select_related("day")
    participant: Any = get_object_or_404(known, pk=participant_pk, day=found)
    services.leave(participant=participant, actor=request.user)
    messages.success(
        request, _("不参加にしました。計算し直すと、空いた時間をできるだけ埋めます。")
    )
    return redirect("matchmaking_desk:meeting_day", pk)


@for_coordinators
def paper(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The timetable as PDF."""
    found = get_object_or_404(MeetingDay, pk=pk)
    if kind not in PAPERS:
        raise Http404
    made = PAPERS[kind](day=found, language=translation.get_language() or "ja")
    return files.pdf(made, filename=f"{found.title}-{kind}.pdf")
