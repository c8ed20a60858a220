"""The table of the ranking, in which outcomes are chosen."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from events import permissions

from ..enums import Outcome
from ..models import Sheet
from ..selectors import ranking as selectors
from ..selectors import sheets as sheet_selectors
from ..selectors.ranking import Row
from ..services.proposals import OPEN_STATES


def about(request: HttpRequest, sheet: Sheet) -> dict[str, Any]:
    """What every page of a sheet shows at its head."""
    kind = sheet.participation_type
    return {
        "sheet": sheet,
        "kind": kind,
        "session": kind.session,
        "manages": permissions.may_manage_event(request.user, kind.session.event),
    }


def show(
    request: HttpRequest, sheet: Sheet, rows: list[Row], *, refusal: str = "", reason: str = ""
) -> HttpResponse:
    """The ranking with what is suggested or was typed; ``refusal`` says why it did not do."""
    kind = sheet.participation_type
    chosen = {
        row.registration.pk
        for row in rows
        if row.registration.holds_place or row.suggestion == Outcome.SELECT
    }
    context = about(request, sheet) | {
        "rows": rows,
        "criteria": list(sheet.criteria.all()),
        "outcomes": Outcome.choices,
        "open_states": [str(state) for state in OPEN_STATES],
        "missing": sum(bool(row.missing) for row in rows),
        "ties": any(row.is_tied for row in rows),
        "balances": selectors.balance([row.registration for row in rows], chosen),
        "proposals": list(sheet_selectors.proposals(sheet)),
        "closed": timezone.now() >= kind.deadline(),
        "refusal": refusal,
        "reason": reason,
    }
    return render(request, "events/selection/admin/sheet.html", context)


def retype(request: HttpRequest, rows: list[Row]) -> None:
    """Put back into the table what was typed, so that a refusal loses nothing."""
    for row in rows:
        pk = row.registration.pk
        row.suggestion = request.POST.get(f"outcome-{pk}", "")
        row.suggested_rank = request.POST.get(f"rank-{pk}", "")[:6] or None
        row.note = request.POST.get(f"reason-{pk}", "")
