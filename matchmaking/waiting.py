"""What waits for a coordinator, for the staff home."""

from typing import Any

from django.db.models import Count, Min, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.content.staff_home import Waiting

from . import permissions, selectors
from .thread import selectors as thread


def _one(label: Any, found: QuerySet[Any], since: str, page: str = "worklist") -> Waiting:
    figures = found.order_by().aggregate(count=Count("pk", distinct=True), oldest=Min(since))
    return Waiting(
        label=label,
        count=figures["count"],
        url=reverse(f"matchmaking_desk:{page}"),
        oldest=figures["oldest"],
    )


def look(user: Any) -> list[Waiting]:
    """Submissions to read, requests to review, needs without a proposal, mail kept aside."""
    if not permissions.is_coordinator(user):
        return []
    waiting = selectors.worklist()
    return [
        _one(_("確認を待つ困りごと"), waiting.needs, "updated_at"),
        _one(_("確認を待つ支援"), waiting.seeds, "updated_at"),
        _one(_("確認を待つ紹介の希望"), waiting.requests, "created_at"),
        _one(_("支援者が抜けた紹介"), waiting.replacements, "ended_at"),
        _one(_("まだ提案のない困りごと"), waiting.unmatched, "published_at"),
        _one(_("確認を待つメール"), thread.kept_aside(), "received_at", "inbound_mails"),
    ]
