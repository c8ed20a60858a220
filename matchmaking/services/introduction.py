"""Reviewing, agreeing stage by stage, taking back, ending: every step of an introduction."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.privacy import services as privacy

from .. import notices, permissions, transitions
from ..disclosure import stage, steps, wording
from ..enums import (
    ASKED,
    ENDED,
    DismissReason,
    IntroductionState,
    OutcomeKind,
    ProposalState,
    Side,
    Stage,
)
from ..models import Introduction, Outcome
from ..outcomes import settling
from ..prose import tidy

target = steps.target


@transaction.atomic
def review(*, introduction: Introduction, actor: Any, message: str = "") -> Introduction:
    """The coordinator lets the introduction go on; both sides are asked by mail.

    The words of the need are kept as they were read. A second review changes nothing.

    Raises:
        NotAllowedError: it has ended.
    """
    introduction = steps.locked(introduction)
    if introduction.reviewed_at is not None and introduction.state not in ENDED:
        return introduction
    transitions.check(transitions.INTRODUCTION, introduction.state, IntroductionState.REVIEWED)
    introduction.reviewed_by = actor
    introduction.reviewed_at = timezone.now()
    introduction.message = tidy(message)[:1000]
    words = wording.keep(introduction)
    steps.move(
        introduction,
        IntroductionState.REVIEWED,
        actor,
        "introduction.reviewed",
        words=words.version,
    )
    if introduction.proposal.state == ProposalState.REQUESTED:
        introduction.proposal.state = ProposalState.PROPOSED
        introduction.proposal.save(update_fields=["state", "updated_at"])
    notices.ask_both_sides(introduction)
    return introduction


@transaction.atomic
def agree(
    *,
    introduction: Introduction,
    user: User,
    upto: Stage = Stage.CONTACT,
    version: int | None = None,
) -> Introduction:
    """Let the user's side be seen up to ``upto``; shown once both sides have agreed to it.

    Agreeing a second time changes nothing. ``version`` is that of the words of
    the need the person had before them.

    Raises:
        NotAllowedError: the user is on neither side, may not agree now, or the
            words have changed since.
    """
    introduction = steps.locked(introduction)
    side = permissions.side_of(user, introduction)
    if permissions.can_withdraw(user, introduction) and (
        permissions.agreed_stage(user, introduction) >= upto
    ):
        return introduction
    newest = stage.words(introduction)
    if upto >= Stage.PROBLEM and version and newest and newest.version != version:
        raise transitions.NotAllowedError(
            _(
                "困りごとの文面が新しくなりました。いまの文面をご確認のうえ、もう一度お選びください。"
            )
        )
    if side not in stage.SIDES or not permissions.can_agree(user, introduction, upto):
        raise transitions.NotAllowedError(_why_not(introduction))
    before = stage.shown(introduction)
    steps.agree(introduction, side, upto, user)
    state = steps.settled(introduction)
    if state == IntroductionState.DISCLOSED:
        introduction.disclosed_at = introduction.disclosed_at or timezone.now()
    noted = steps.move(
        introduction,
        state,
        user,
        f"introduction.{side}_agreed",
        side=str(side),
        stage=int(upto),
        words=newest.version if newest and upto >= Stage.PROBLEM else None,
    )
    if state == IntroductionState.DISCLOSED:
        privacy.record(action="introduction.disclosed", target=target(introduction), actor=user)
        notices.disclose_to_both_sides(introduction, mark=noted.pk)
    else:
        notices.tell_of_agreement(introduction, side, before=before, mark=noted.pk)
    return introduction


def _why_not(introduction: Introduction) -> str:
    """What stands in the way of agreeing, and what to do."""
    if introduction.state in ENDED:
        return _("この紹介は、もう終わっています。ほかの候補をご覧ください。")
    if introduction.state in ASKED and not wording.current(introduction):
        return _(
            "困りごとの文面が変わり、コーディネーターが確認しています。"
            "確認が終わると、改めてお尋ねします。"
        )
    return _("いまは同意できる状態ではありません。画面を開き直してお確かめください。")


def _ended_by(introduction: Introduction, user: Any, state: IntroductionState) -> bool:
    """Whether the side of ``user`` has taken this very step before."""
    side = permissions.side_of(user, introduction)
    return introduction.state == state and introduction.ended_by == str(side or "-")


@transaction.atomic
def decline(
    *, introduction: Introduction, user: Any, reason: str = "", code: str = ""
) -> Introduction:
    """End an introduction before contacts were disclosed; a second time changes nothing.

    ``code`` (a ``DismissReason``) sets the pair aside as "not this one" does: a
    conflict never comes back.

    Raises:
        NotAllowedError: the user may not, or contacts are disclosed already.
    """
    introduction = steps.locked(introduction)
    if _ended_by(introduction, user, IntroductionState.DECLINED):
        return introduction
    if not permissions.can_decline(user, introduction):
        raise transitions.NotAllowedError(
            _("いまは辞退を受けられない状態です。画面を開き直してお確かめください。")
        )
    if code in DismissReason.values:
        introduction.proposal.state = ProposalState.DISMISSED
        introduction.proposal.dismiss_reason = code
        introduction.proposal.save(update_fields=["state", "dismiss_reason", "updated_at"])
    _end(introduction, IntroductionState.DECLINED, user, "introduction.declined", reason, code)
    return introduction


@transaction.atomic
def withdraw(
    *,
    introduction: Introduction,
    user: Any,
    reason: str = "",
    keep: Stage = Stage.NOTHING,
) -> Introduction:
    """Take back what the user's side agreed to beyond ``keep``.

    From this moment the portal shows no more than what still stands. With
    nothing kept, or when it was complete, the introduction ends. A second time
    changes nothing.

    Raises:
        NotAllowedError: the user's side has given no consent, or part of it is to
            stand although the introduction is complete.
    """
    introduction = steps.locked(introduction)
    if _ended_by(introduction, user, IntroductionState.WITHDRAWN):
        return introduction
    if not permissions.can_withdraw(user, introduction):
        raise transitions.NotAllowedError(
            _("撤回できる同意がありません。画面を開き直してお確かめください。")
        )
    side = permissions.side_of(user, introduction)
    if introduction.state == IntroductionState.CLOSED and keep != Stage.NOTHING:
        raise transitions.NotAllowedError(
            _("この紹介は完了しています。取り消すときは、すべてを取り消してください。")
        )
    if keep == Stage.NOTHING or side is None:
        _end(introduction, IntroductionState.WITHDRAWN, user, "introduction.withdrawn", reason)
        return introduction
    before = stage.shown(introduction)
    if steps.revoke(introduction, side, keep):
        noted = steps.move(
            introduction,
            steps.settled(introduction),
            user,
            "introduction.stepped_back",
            reason=reason,
            side=str(side),
            stage=int(keep),
        )
        if stage.shown(introduction) < before:
            notices.tell_of_step_back(introduction, side, mark=noted.pk)
    return introduction


def _end(
    introduction: Introduction,
    state: IntroductionState,
    user: Any,
    action: str,
    reason: str = "",
    code: str = "",
) -> None:
    side = permissions.side_of(user, introduction)
    steps.end(introduction, state, side, user, action, reason=tidy(reason)[:500], code=code)
    if introduction.reviewed_at is not None:
        notices.tell_the_end(introduction)


@transaction.atomic
def renew_words(*, introduction: Introduction, user: User) -> Introduction:
    """Show the provider the newest words of the need instead of those agreed on before.

    Raises:
        NotAllowedError: the user is not of the company, or there are no newer words.
    """
    introduction = steps.locked(introduction)
    if not permissions.can_renew_words(user, introduction):
        raise transitions.NotAllowedError(
            _("新しい文面はありません。画面を開き直してお確かめください。")
        )
    words = steps.replace_words(introduction, user)
    steps.move(
        introduction,
        IntroductionState(introduction.state),
        user,
        "introduction.words_shown",
        side=str(Side.COMPANY),
        words=words.version,
    )
    return introduction


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
    introduction = steps.locked(introduction)
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
    introduction = steps.locked(introduction)
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
    steps.move(
        introduction,
        IntroductionState.CLOSED,
        user,
        "introduction.closed",
        reason=str(outcome.kind),
        side=outcome.side,
    )
