"""The meeting on the page: dates proposed, one picked, called off, saved to a calendar."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal import rate_limit
from portal.delivery import files

from .. import permissions, typed
from ..models import Introduction
from ..thread.views import found, home, page
from ..transitions import NotAllowedError
from . import calendar, selectors, services
from .forms import ProposalForm


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: Any, pk: int, *, desk: bool = False) -> HttpResponse:
    """Propose dates; a coordinator may set the first one at once."""
    introduction = found(request, pk, desk=desk)
    if request.method != "POST":
        return page(request, introduction, desk=desk)
    form = ProposalForm(request.POST, auto_id="meeting_%s")
    if form.is_valid():
        if not rate_limit.within(request, "appointment", user=request.user):
            form.add_error(
                None,
                _("短い時間にたくさん送られています。しばらくしてから、もう一度お送りください。"),
            )
        else:
            try:
                said = _keep(request, introduction, form)
            except NotAllowedError as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, said)
                return home(introduction, desk=desk, anchor="meeting")
    return page(request, introduction, desk=desk, meeting_form=form)


def _keep(request: Any, introduction: Introduction, form: ProposalForm) -> str:
    if "settle" in request.POST and permissions.is_coordinator(request.user):
        services.settle(
            introduction=introduction,
            user=request.user,
            starts_at=form.starts[0],
            terms=form.terms,
        )
        return _("日時を決めました。案内をメールで送りました。")
    services.propose(
        introduction=introduction, user=request.user, starts=form.starts, terms=form.terms
    )
    return _("日程を提案しました。相手が選ぶと、案内がメールで届きます。")


@login_required
@require_POST
def act(request: Any, pk: int, action: str, *, desk: bool = False) -> HttpResponse:
    """Pick a proposed date, or call the meeting off."""
    introduction = found(request, pk, desk=desk)
    try:
        if action == "choose":
            services.choose(
                introduction=introduction,
                user=request.user,
                option=typed.number(request.POST.get("option", "")),
            )
            messages.success(request, _("日時が決まりました。案内をメールで送りました。"))
        else:
            services.cancel(introduction=introduction, user=request.user)
            messages.success(request, _("面談を取りやめました。相手にもお知らせしました。"))
    except NotAllowedError as refusal:
        messages.error(request, str(refusal))
    return home(introduction, desk=desk, anchor="meeting")


@login_required
@require_safe
def file(request: Any, pk: int, *, desk: bool = False) -> HttpResponse:
    """The fixed meeting as a calendar file."""
    introduction = found(request, pk, desk=desk)
    shown = selectors.shown(request.user, introduction)
    if shown.appointment is None or not shown.is_fixed:
        raise Http404
    made = calendar.published(
        appointment=shown.appointment, language=translation.get_language() or "ja"
    )
    return files.calendar(made, filename="meeting.ics")
