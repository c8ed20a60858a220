"""What this part adds to the applicant's page and to the desk of a session."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events import permissions
from events.extensions import DeskLink, Panel

from .enums import BatchState
from .models import LetterBatch
from .selectors import draws, overview


def lottery_panel(request: HttpRequest, registration: Any) -> SafeString:
    """The company's number in the lottery and what it drew; empty without a lottery."""
    found = draws.number_of(registration)
    if found is None:
        return mark_safe("")
    draw, number, entry = found
    return render_to_string(
        "events/selection/panel.html", {"draw": draw, "number": number, "entry": entry}, request
    )


def _choosing_note(session: Any) -> str:
    steps = overview.open_steps(session)
    return _("することが%(count)s件あります") % {"count": steps} if steps else ""


def _letters_note(session: Any) -> str:
    drafts = LetterBatch.objects.filter(session=session, state=BatchState.DRAFT).count()
    return _("未送信が%(count)s件あります") % {"count": drafts} if drafts else ""


LOTTERY = Panel("selection.lottery", 40, lottery_panel)
CHOOSING = DeskLink(
    name="selection.choosing",
    order=30,
    label=gettext_lazy("抽選・選考"),
    url=lambda session: reverse("events_selection:session", args=[session.pk]),
    allowed=permissions.may_select,
    note=_choosing_note,
)
LETTERS = DeskLink(
    name="selection.letters",
    order=40,
    label=gettext_lazy("一括のお知らせ"),
    url=lambda session: reverse("events_selection:batches", args=[session.pk]),
    allowed=permissions.may_manage_event,
    note=_letters_note,
)
