"""選考: one person proposes with a reason, another approves with a reason, then it is done."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events import permissions
from events.enums import RegistrationState
from events.models import ParticipationType, Registration
from events.services import decisions, waitlist
from events.services.errors import NoPlaceLeft
from portal.privacy import services as privacy

from ..enums import PROPOSAL_TRANSITIONS, Outcome, ProposalState
from ..models import Proposal, ProposalLine, Sheet
from . import letters
from .errors import SelectionError

OPEN_STATES = (
    RegistrationState.APPLIED,
    RegistrationState.WAITLISTED,
    RegistrationState.REJECTED,
)
"""Where a proposal can still decide something; who is confirmed cancels or is cancelled."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """What is proposed for one company; ``rank`` for the reserve only."""

    registration: int
    outcome: Outcome
    rank: int | None = None
    points: Decimal | None = None
    reason: str = ""


def propose(*, sheet: Sheet, lines: Sequence[Line], reason: str, actor: Any) -> Proposal:
    """Put outcomes forward; nothing is decided yet.

    Raises:
        SelectionError: no reason, no company, more places than there are, ranks that do not
            fit, a place left while a company on the reserve would fit, or one is waiting.
    """
    reason = reason.strip()
    if not reason:
        raise SelectionError(_("提案の理由を書いてください。記録に残ります。"))
    with transaction.atomic():
        kind = waitlist.lock(sheet.participation_type_id)
        found = _registrations(kind, lines)
        _check(kind, found, lines)
        try:
            with transaction.atomic():
                proposal = Proposal.objects.create(
                    sheet=sheet, proposed_by=actor, reason=reason[:2000]
                )
        except IntegrityError:
            raise SelectionError(
                _("承認を待つ選考案がすでにあります。先に承認するか、取り下げてください。")
            ) from None
        ProposalLine.objects.bulk_create(
            ProposalLine(
                proposal=proposal,
                registration=found[one.registration],
                outcome=one.outcome,
                rank=one.rank if one.outcome == Outcome.RESERVE else None,
                points=one.points,
                reason=one.reason.strip()[:500],
            )
            for one in lines
        )
        _record(proposal, "selection.proposed", actor, reason)
        return proposal


def _registrations(kind: ParticipationType, lines: Sequence[Line]) -> dict[int, Registration]:
    keys = [one.registration for one in lines]
    found = {
        one.pk: one
        for one in Registration.objects.filter(
            pk__in=keys, participation_type=kind, state__in=OPEN_STATES
        )
    }
    if not keys or len(set(keys)) != len(keys):
        raise SelectionError(_("選考案に申込がありません。結果を選んでください。"))
    if found.keys() != set(keys):
        raise SelectionError(
            _("途中で状態の変わった申込があります。画面を読み込み直してください。")
        )
    return found


def _check(kind: ParticipationType, found: dict[int, Registration], lines: Sequence[Line]) -> None:
    chosen = sum(found[one.registration].places for one in lines if one.outcome == Outcome.SELECT)
    left = kind.places_left - chosen
    if left < 0:
        raise SelectionError(
            _("採択が空いている枠を%(over)s枠超えています。空きは%(free)s枠です。")
            % {"over": -left, "free": kind.places_left}
        )
    reserve = [one for one in lines if one.outcome == Outcome.RESERVE]
    ranks = [one.rank for one in reserve]
    if None in ranks or len(set(ranks)) != len(ranks) or any((rank or 0) < 1 for rank in ranks):
        raise SelectionError(_("補欠には、1から始まる重ならない順位をつけてください。"))
    if any(found[one.registration].places <= left for one in reserve):
        raise SelectionError(
            _("空きが%(left)s枠あるのに補欠の社があります。採択に変えるか、見送ってください。")
            % {"left": left}
        )


def approve(*, proposal: Proposal, reason: str, actor: Any) -> Proposal:
    """The second person agrees: all outcomes take effect in this one transaction.

    Approving twice is approving once.

    Raises:
        SelectionError: the proposer's own proposal, no reason, it does not wait any more, or
            places and states have changed so that it can no longer be done.
    """
    with transaction.atomic():
        kind = waitlist.lock(proposal.sheet.participation_type_id)
        current = _waiting(proposal, ProposalState.APPROVED)
        if current.state == ProposalState.APPROVED:
            return current
        reason = _checked(current, reason, actor)
        _decide(current, ProposalState.APPROVED, reason, actor)
        lines = list(current.lines.select_related("registration"))
        order = [Outcome.SELECT, Outcome.RESERVE, Outcome.DECLINE]
        lines.sort(key=lambda one: (order.index(Outcome(one.outcome)), one.rank or 0, one.pk))
        told = [_take_effect(line, current, actor) for line in lines]
        waitlist.fill(participation_type=kind)
        letters.prepare(
            session=ParticipationType.objects.select_related("session").get(pk=kind.pk).session,
            registrations=told,
            kind=kind,
            actor=actor,
        )
        return current


def _take_effect(line: ProposalLine, proposal: Proposal, actor: Any) -> Registration:
    registration = line.registration
    if registration.state not in OPEN_STATES:
        raise SelectionError(
            _(
                "%(company)sの申込は提案のあとに「%(state)s」になりました。"
                "差し戻して、提案し直してください。"
            )
            % {
                "company": registration.company_name,
                "state": registration.get_state_display(),
            }
        )
    words: dict[str, Any] = {"registration": registration, "actor": actor}
    words["reason"] = f"selection {proposal.pk}"
    if line.outcome == Outcome.RESERVE:
        return decisions.reserve(**words, rank=line.rank or 1)
    if line.outcome == Outcome.DECLINE:
        return decisions.reject(**words, notify=False, approved=True)
    try:
        return decisions.confirm(**words, notify=False, approved=True)
    except NoPlaceLeft:
        raise SelectionError(
            _("提案のあとに枠が減ったため、反映できません。差し戻して、提案し直してください。")
        ) from None


def send_back(*, proposal: Proposal, reason: str, actor: Any) -> Proposal:
    """The second person does not agree, with a reason; another proposal can follow.

    Raises:
        SelectionError: the proposer's own proposal, no reason, or it does not wait any more.
    """
    with transaction.atomic():
        current = _waiting(proposal, ProposalState.RETURNED)
        reason = _checked(current, reason, actor)
        _decide(current, ProposalState.RETURNED, reason, actor)
        return current


def withdraw(*, proposal: Proposal, reason: str, actor: Any) -> Proposal:
    """The proposer takes it back; nothing was decided.

    Raises:
        SelectionError: somebody else's proposal, or it does not wait any more.
    """
    with transaction.atomic():
        current = _waiting(proposal, ProposalState.WITHDRAWN)
        if current.proposed_by_id != actor.pk:
            raise SelectionError(_("取り下げられるのは、提案した人だけです。"))
        _decide(current, ProposalState.WITHDRAWN, reason.strip()[:2000], actor)
        return current


def _waiting(proposal: Proposal, step: ProposalState) -> Proposal:
    current = (
        Proposal.objects.select_for_update(of=("self",))
        .select_related("sheet")
        .get(pk=proposal.pk)
    )
    again = step == current.state == ProposalState.APPROVED
    if step not in PROPOSAL_TRANSITIONS[current.state] and not again:
        raise SelectionError(
            _("この選考案は「%(state)s」です。画面を読み込み直してください。")
            % {"state": current.get_state_display()}
        )
    return current


def _checked(proposal: Proposal, reason: str, actor: Any) -> str:
    if proposal.proposed_by_id == actor.pk:
        raise SelectionError(
            _("ご自身の提案は承認できません。ほかの選考委員か担当者に承認を頼んでください。")
        )
    kind = ParticipationType.objects.select_related("session__event").get(
        pk=proposal.sheet.participation_type_id
    )
    if not permissions.may_select(actor, kind.session.event):
        raise SelectionError(_("このイベントの選考を承認する役割がありません。"))
    reason = reason.strip()[:2000]
    if not reason:
        raise SelectionError(_("理由を書いてください。記録に残ります。"))
    return reason


def _decide(proposal: Proposal, state: ProposalState, reason: str, actor: Any) -> None:
    proposal.state, proposal.decided_by, proposal.decided_at = state, actor, timezone.now()
    proposal.decision_reason = reason
    proposal.save(update_fields=["state", "decided_by", "decided_at", "decision_reason"])
    _record(proposal, f"selection.{state}", actor, reason)


def forbid_by_hand(registration: Registration) -> None:
    """Guard of ``decisions``: where a sheet is kept, two people decide.

    Raises:
        SelectionError: this participation type has a sheet.
    """
    if Sheet.objects.filter(participation_type_id=registration.participation_type_id).exists():
        raise SelectionError(
            _("この参加区分は選考で決めます。選考の画面で提案し、別の人の承認を受けてください。")
        )


def _record(proposal: Proposal, action: str, actor: Any, reason: str) -> None:
    privacy.record(
        action=action,
        target=f"selection:{proposal.sheet.participation_type_id}",
        actor=actor,
        reason=reason[:500],
        detail={"proposal": proposal.pk},
    )
