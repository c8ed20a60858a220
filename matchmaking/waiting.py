"""What waits for a coordinator, for the desk and the staff home."""

from typing import Any

from django.db.models import Count, Min, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.content.staff_home import Waiting

from . import permissions, selectors
from .outcomes import selectors as outcomes
from .thread import selectors as thread
from .undelivered import selectors as undelivered


def look(user: Any) -> list[Waiting]:
    """All that a coordinator decides, by kind; the same at the desk and on the staff home."""
    if not permissions.is_coordinator(user):
        return []
    waiting = selectors.worklist()
    return [
        _one(_("確認を待つ困りごと"), waiting.needs, "updated_at", "worklist", "needs"),
        _one(_("確認を待つ支援"), waiting.seeds, "updated_at", "worklist", "seeds"),
        _one(_("確認を待つ紹介の希望"), waiting.requests, "created_at", "worklist", "requests"),
        _one(
            _("支援者が抜けた紹介"), waiting.replacements, "ended_at", "worklist", "replacements"
        ),
        _one(
            _("まだ提案のない困りごと"), waiting.unmatched, "published_at", "worklist", "unmatched"
        ),
        _one(_("確認を待つメール"), thread.kept_aside(), "received_at", "inbound_mails", "kept"),
        _one(_("その後のお返事がない紹介"), outcomes.overdue(), "asked_at", "worklist", "overdue"),
        _undelivered(),
    ]


def _one(label: Any, found: QuerySet[Any], since: str, page: str, place: str) -> Waiting:
    figures = found.order_by().aggregate(count=Count("pk", distinct=True), oldest=Min(since))
    return Waiting(label, figures["count"], _address(page, place), figures["oldest"])


def _undelivered() -> Waiting:
    """Letters whose introduction is gone are not among them."""
    letters = undelivered.letters() if undelivered.number() else []
    oldest = letters[0].mail.failed_at if letters else None
    address = _address("inbound_mails", "undelivered")
    return Waiting(_("届かなかった紹介のメール"), len(letters), address, oldest)


def _address(page: str, place: str) -> str:
    return f"{reverse(f'matchmaking_desk:{page}')}#{place}"
