"""Reviewing, agreeing, disclosing, ending: every step of an introduction."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.privacy import services as privacy

from .. import notices, permissions, transitions
from ..enums import IntroductionState, OutcomeKind, ProposalState, Side
from ..models import Introduction, Outcome
from ..outcomes import settling
from . import contact_consent

_ASKED = (IntroductionState.REVIEWED, IntroductionState.PARTLY_AGREED)


def target(introduction: Introduction) -> str:
    """The name of ``introduction`` in audit records."""
    return f"introduction:{introduction.pk}"


def _locked(introduction: Introduction) -> Introduction:
    return (
        Introduction.objects.select_for_update(of=("self",)).with_sides().get(pk=introduction.pk)
    )


def _move(
    introduction: Introduction, state: IntroductionState, actor: Any, action: str, reason: str = ""
) -> None:
    transitions.check(transitions.INTRODUCTION, introduction.state, state)
    before = introduction.state
    introduction.state = state
    introduction.save()
    privacy.record(
        action=action,
        target=target(introduction),
        actor=actor,
        reason=reason,
        detail={"from": str(before), "to": str(state)},
    )


@transaction.atomic
def review(*, introduction: Introduction, actor: Any, message: str = "") -> Introduction:
    """The coordinator lets the introduction go on; both sides are asked by mail.

    Raises:
        NotAllowedError: it was reviewed already or has ended.
    """
    introduction = _locked(introduction)
    introduction.reviewed_by = actor
    introduction.reviewed_at = timezone.now()
    introduction.message = message
    _move(introduction, IntroductionState.REVIEWED, actor, "introduction.reviewed")
    if introduction.proposal.state == ProposalState.REQUESTED:
        introduction.proposal.state = ProposalState.PROPOSED
        introduction.proposal.save(update_fields=["state", "updated_at"])
    notices.ask_both_sides(introduction)
    return introduction


@transaction.atomic
def agree(*, introduction: Introduction, user: User) -> Introduction:
    """Give the consent of the user's side; with the second one, contacts are disclosed.

    Raises:
        NotAllowedError: the user is on neither side, or has nothing to agree to now.
    """
    introduction = _locked(introduction)
    if not permissions.can_agree(user, introduction):
        raise transitions.NotAllowedError(
            _("いまは同意できる状態ではありません。画面を開き直してお確かめください。")
        )
    side = permissions.side_of(user, introduction)
    now = timezone.now()
    if side is Side.COMPANY:
        introduction.company_agreed_at, introduction.company_agreed_by = now, user
    else:
        introduction.provider_agreed_at, introduction.provider_agreed_by = now, user
    contact_consent.give(introduction=introduction, side=str(side), user=user)
    if introduction.state == IntroductionState.REVIEWED:
        _move(introduction, IntroductionState.PARTLY_AGREED, user, f"introduction.{side}_agreed")
        return introduction
    introduction.disclosed_at = now
    _move(introduction, IntroductionState.DISCLOSED, user, f"introduction.{side}_agreed")
    privacy.record(action="introduction.disclosed", target=target(introduction), actor=user)
    notices.disclose_to_both_sides(introduction)
    return introduction


@transaction.atomic
def decline(*, introduction: Introduction, user: Any, reason: str = "") -> Introduction:
    """End an introduction before anything was disclosed.

    Raises:
        NotAllowedError: the user may not, or contacts are disclosed already.
    """
    introduction = _locked(introduction)
    if not permissions.can_decline(user, introduction):
        raise transitions.NotAllowedError(_("いまの状態では辞退できません。"))
    _end(introduction, IntroductionState.DECLINED, user, "introduction.declined", reason)
    return introduction


@transaction.atomic
def withdraw(*, introduction: Introduction, user: Any, reason: str = "") -> Introduction:
    """Take a consent back: from this moment the portal shows neither name nor contact.

    Raises:
        NotAllowedError: the user's side has given no consent.
    """
    introduction = _locked(introduction)
    if not permissions.can_withdraw(user, introduction):
        raise transitions.NotAllowedError(_("撤回できる同意がありません。"))
    _end(introduction, IntroductionState.WITHDRAWN, user, "introduction.withdrawn", reason)
    return introduction


@transaction.atomic
def end_for_leaver(*, introduction: Introduction, user: Any) -> None:
    """End what ``user`` agreed to because the account is erased; ended ones stay as they are."""
    introduction = _locked(introduction)
    if IntroductionState.WITHDRAWN not in transitions.INTRODUCTION[introduction.state]:
        return
    _end(introduction, IntroductionState.WITHDRAWN, user, "introduction.leaver")


def _end(
    introduction: Introduction, state: IntroductionState, user: Any, action: str, reason: str = ""
) -> None:
    side = permissions.side_of(user, introduction)
    told = introduction.reviewed_at is not None
    introduction.ended_at = timezone.now()
    introduction.ended_by = str(side)
    _move(introduction, state, user, action, reason)
    contact_consent.withdraw_all(introduction=introduction)
    if told:
        notices.tell_the_end(introduction)


@transaction.atomic
def record_outcome(
    *, introduction: Introduction, user: Any, kind: str, note: str = "", heard_from: str = ""
) -> Outcome:
    """Keep what came of a disclosed introduction; it is then complete.

    ``heard_from`` is the side whose word a coordinator passes on.

    Raises:
        NotAllowedError: contacts were never disclosed, the user is no party to
            it, or ``kind`` is unknown.
    """
    introduction = _locked(introduction)
    if not permissions.can_record_outcome(user, introduction):
        raise transitions.NotAllowedError(_("成果を記録できるのは、連絡先を開示したあとです。"))
    if kind not in OutcomeKind.values:
        raise transitions.NotAllowedError(_("成果を選んでください。"))
    side = permissions.side_of(user, introduction)
    if side is Side.COORDINATOR and heard_from in (Side.COMPANY, Side.PROVIDER):
        side = Side(heard_from)
    outcome = Outcome.objects.create(
        introduction=introduction,
        kind=kind,
        side=str(side),
        note=note,
        recorded_by=user,
    )
    settling.settle(outcome)
    _close(introduction, outcome, user)
    return outcome


@transaction.atomic
def note_silence(*, introduction: Introduction, side: Side) -> Outcome:
    """Keep that ``side`` was asked to the end and gave no answer."""
    introduction = _locked(introduction)
    outcome = Outcome.objects.create(
        introduction=introduction, kind=OutcomeKind.NO_ANSWER, side=side
    )
    _close(introduction, outcome, None)
    return outcome


def _close(introduction: Introduction, outcome: Outcome, user: Any) -> None:
    if introduction.state != IntroductionState.DISCLOSED:
        return
    introduction.ended_at = timezone.now()
    introduction.ended_by = outcome.side
    _move(introduction, IntroductionState.CLOSED, user, "introduction.closed", outcome.kind)
