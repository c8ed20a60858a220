"""選考案 in the admin: put forward by one, approved by another."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from events import permissions
from events.services.errors import RegistrationError

from ..enums import Outcome
from ..forms import sheets as forms
from ..models import Proposal, Sheet
from ..selectors import ranking as selectors
from ..services import proposals
from . import table
from .doors import attempt, with_proposal, with_sheet

STEPS = {
    "approve": (proposals.approve, _("承認し、結果を申込に反映しました。")),
    "return": (proposals.send_back, _("理由を添えて差し戻しました。")),
    "withdraw": (proposals.withdraw, _("選考案を取り下げました。")),
}


@require_POST
@with_sheet(permissions.may_select)
def propose(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    """Put the outcomes of the table forward; on refusal the table shows them again."""
    rows = selectors.ranking(sheet)
    try:
        made = proposals.propose(
            sheet=sheet,
            lines=forms.lines(request.POST, rows),
            reason=request.POST.get("reason", ""),
            actor=request.user,
        )
    except RegistrationError as refusal:
        table.retype(request, rows)
        reason = request.POST.get("reason", "")
        return table.show(request, sheet, rows, refusal=refusal.message, reason=reason)
    return redirect("events_selection:proposal", made.pk)


@require_safe
@with_proposal
def page(request: HttpRequest, proposal: Proposal) -> HttpResponse:
    """What is proposed, its balance, and who has said what."""
    sheet = proposal.sheet
    lines = list(proposal.lines.select_related("registration__sector", "registration__prefecture"))
    order = list(Outcome.values)
    lines.sort(
        key=lambda one: (order.index(one.outcome), one.rank or 0, -(one.points or 0), one.pk)
    )
    applied = list(selectors.applications(sheet))
    chosen = {one.registration_id for one in lines if one.outcome == Outcome.SELECT} | {
        one.pk for one in applied if one.holds_place
    }
    context = {
        "proposal": proposal,
        "sheet": sheet,
        "kind": sheet.participation_type,
        "session": sheet.participation_type.session,
        "lines": lines,
        "balances": selectors.balance(applied, chosen),
        "mine": proposal.proposed_by_id == request.user.pk,
        "form": forms.ReasonForm(),
    }
    return render(request, "events/selection/admin/proposal.html", context)


@require_POST
@with_proposal
def decide(request: HttpRequest, proposal: Proposal, step: str) -> HttpResponse:
    """Approve, send back or withdraw."""
    if step not in STEPS:
        raise Http404
    act, said = STEPS[step]
    done = attempt(
        request,
        said,
        lambda: act(proposal=proposal, reason=request.POST.get("reason", ""), actor=request.user),
    )
    kind = proposal.sheet.participation_type
    if (
        done
        and step == "approve"
        and permissions.may_manage_event(request.user, kind.session.event)
    ):
        return redirect("events_selection:batches", kind.session_id)
    return redirect("events_selection:proposal", proposal.pk)
