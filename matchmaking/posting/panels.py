"""「この困りごとを相談する」 where people meet a trouble, and alerts on my page."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events import links
from events.certificates.models import EventReport
from events.models import Attendee
from portal.accounts.mypage import Item, Panel
from portal.assessment import questions
from portal.assessment.scoring import Score
from search.slots import Question

from .. import permissions, privacy_check
from . import choices
from .enums import AlertRhythm

CHECK_GUIDES = ("self-assessment", "security-action")
_MOST_INSIGHTS = 8


def after_search(request: HttpRequest, question: Question) -> SafeString:
    """Under a page without results: ask a person instead."""
    if question.total or not question.text:
        return SafeString("")
    return render_to_string(
        "matchmaking/posting/after_search.html", {"question": question}, request
    )


def after_guide(context: Mapping[str, Any]) -> SafeString:
    """Beside the guides to self-checks: the check of the portal, and asking about another."""
    if getattr(context.get("page"), "slug", "") not in CHECK_GUIDES:
        return SafeString("")
    return render_to_string("matchmaking/posting/after_guide.html")


def after_check(request: HttpRequest, score: Score) -> SafeString:
    """Below the result of a self-check: what is lacking becomes a need.

    Not below one of an older set: its questions may not be asked any more.
    """
    if not score.gaps or score.asked != questions.current():
        return SafeString("")
    context = {"first": score.first_steps, "later": score.later_steps}
    return render_to_string("matchmaking/posting/after_check.html", context, request)


def insights_of(attendee: Attendee) -> list[str]:
    """What was noticed at the session, of a report that may be handed out, masked."""
    session = attendee.registration.session
    report = EventReport.objects.filter(session=session, is_public=True).first()
    lines = EventReport.lines(report.insights) if report else []
    return [privacy_check.mask(line) for line in lines[:_MOST_INSIGHTS]]


def after_event(request: HttpRequest, attendee: Attendee) -> SafeString:
    """On the page of who took part in a session that is over."""
    registration = attendee.registration
    if not (registration.session.is_over and registration.is_confirmed and attendee.is_admitted):
        return SafeString("")
    context = {"insights": insights_of(attendee), "token": links.attendee_token(attendee)}
    return render_to_string("matchmaking/posting/after_event.html", context, request)


def _alert_items(user: Any) -> list[Item]:
    if not permissions.organization_ids(user):
        return []
    rhythm = AlertRhythm(choices.rhythm_of(user))
    return [
        Item(
            title=_("合いそうな支援・困りごとのメール"),
            url=reverse("matchmaking:alerts"),
            status=str(rhythm.label),
            happens=False,
        )
    ]


ALERTS = Panel(
    name="matching_alerts",
    title=gettext_lazy("合うもののお知らせ"),
    items=_alert_items,
    empty_text=gettext_lazy("事業者を登録すると、合いそうなものをメールでお知らせします。"),
)
