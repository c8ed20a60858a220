"""What waits for whoever chooses, for the staff home."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from events import permissions
from events.enums import Duty
from portal.content.staff_home import Waiting

from .selectors import overview


def look(user: Any) -> list[Waiting]:
    """Draws that are due, proposals that wait for another person, letters not sent."""
    found: list[Waiting] = []
    if permissions.has_any_duty(user, Duty.SELECTOR):
        steps = overview.steps_of(user)
        address = reverse("events_selection:index")

        def add(label: str, since: list[datetime]) -> None:
            found.append(Waiting(label, len(since), address, min(since, default=None)))

        deadline = [(step, step.kind.deadline()) for step in steps]
        add(
            _("種の確約がない抽選"),
            [step.kind.session.created_at for step in steps if step.to_commit or step.too_late],
        )
        add(_("締め切った抽選"), [since for step, since in deadline if step.to_draw])
        add(
            _("結果を反映していない抽選"),
            [step.draw.drawn_at for step in steps if step.to_apply and step.draw],
        )
        add(_("締め切った選考"), [since for step, since in deadline if step.to_propose])
        add(
            _("承認を待つ選考案"),
            [
                step.proposal.proposed_at
                for step in steps
                if step.proposal and step.proposal.proposed_by_id != user.pk
            ],
        )
    if permissions.has_any_duty(user, Duty.OWNER):
        drafts = overview.unsent_batches(user)
        if drafts:
            url = reverse("events_selection:batch", args=[drafts[0].pk])
            found.append(
                Waiting(_("送信していない一括のお知らせ"), len(drafts), url, drafts[0].created_at)
            )
    return found
