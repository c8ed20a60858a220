"""The mechanics below every step of an introduction: lock, agree, take back, settle, note."""

from typing import Any

from django.utils import timezone

from portal.privacy import services as privacy
from portal.privacy.models import AuditEntry

from .. import transitions
from ..appointments import services as appointments
from ..enums import ENDED, MET, IntroductionState, Side, Stage
from ..models import AgreedWords, Agreement, Introduction
from ..services import contact_consent
from . import stage

_PERSON = {Side.COMPANY: "company_agreed_by", Side.PROVIDER: "provider_agreed_by"}
_MOMENT = {Side.COMPANY: "company_agreed_at", Side.PROVIDER: "provider_agreed_at"}


def target(introduction: Introduction) -> str:
    """The name of ``introduction`` in audit records."""
    return f"introduction:{introduction.pk}"


def locked(introduction: Introduction) -> Introduction:
    """The row of ``introduction`` as it is now, held until the transaction ends."""
    found: Introduction = Introduction.objects.locked(introduction.pk)
    return found


def reread(introduction: Introduction) -> None:
    """Forget what was read of agreements and words before they were changed."""
    vars(introduction).pop("_prefetched_objects_cache", None)


def move(
    introduction: Introduction,
    state: IntroductionState,
    actor: Any,
    action: str,
    *,
    reason: str = "",
    **detail: Any,
) -> AuditEntry:
    """Take ``introduction`` to ``state`` (or leave it there) and note it.

    Raises:
        NotAllowedError: the table of transitions does not have this change.
    """
    before = introduction.state
    if state != before:
        transitions.check(transitions.INTRODUCTION, before, state)
    introduction.state = state
    introduction.save()
    return privacy.record(
        action=action,
        target=target(introduction),
        actor=actor,
        reason=reason,
        detail={"from": str(before), "to": str(state)} | detail,
    )


def agree(introduction: Introduction, side: Side, upto: Stage, person: Any) -> None:
    """Let ``side`` show itself up to ``upto``; what stands already stays as it is."""
    held = {row.stage for row in stage.standing(introduction, side)}
    words = stage.words(introduction)
    Agreement.objects.bulk_create(
        [
            Agreement(
                introduction=introduction,
                side=side,
                stage=step,
                person=person,
                words=words if step >= Stage.PROBLEM else None,
            )
            for step in stage.STEPS
            if step <= upto and step not in held
        ]
    )
    reread(introduction)
    if upto is Stage.CONTACT and Stage.CONTACT not in held:
        setattr(introduction, _PERSON[side], person)
        setattr(introduction, _MOMENT[side], timezone.now())
        contact_consent.give(introduction=introduction, side=str(side), user=person)


def replace_words(introduction: Introduction, person: Any) -> AgreedWords:
    """Let the standing agreements of the company name the newest words."""
    words = introduction.words.order_by("-version")[0]
    for row in stage.standing(introduction, Side.COMPANY):
        if row.stage >= Stage.PROBLEM:
            introduction.agreements.filter(pk=row.pk).update(revoked_at=timezone.now())
            Agreement.objects.create(
                introduction=introduction,
                side=row.side,
                stage=row.stage,
                person_id=row.person_id if row.stage == Stage.CONTACT else person.pk,
                words=words,
            )
    reread(introduction)
    return words


def revoke(introduction: Introduction, side: Side, above: Stage) -> bool:
    """Take back what ``side`` agreed to beyond ``above``; whether there was anything."""
    standing = introduction.agreements.filter(side=side, revoked_at__isnull=True)
    changed = standing.filter(stage__gt=above).update(revoked_at=timezone.now())
    reread(introduction)
    if above < Stage.CONTACT:
        appointments.end_with(introduction)
        contact_consent.withdraw(introduction=introduction, sides=[str(side)])
        setattr(introduction, _PERSON[side], None)
        if introduction.state != IntroductionState.CLOSED:
            setattr(introduction, _MOMENT[side], None)
    return bool(changed)


def settled(introduction: Introduction) -> IntroductionState:
    """The state that follows from what stands; complete and ended ones stay."""
    state = IntroductionState(introduction.state)
    if state in (IntroductionState.PROPOSED, IntroductionState.CLOSED, *ENDED):
        return state
    reached = [stage.of_side(introduction, side) for side in stage.SIDES]
    if min(reached) is Stage.CONTACT:
        return IntroductionState.DISCLOSED
    if max(reached) is Stage.NOTHING and state not in MET:
        return IntroductionState.REVIEWED
    return IntroductionState.PARTLY_AGREED


def end(
    introduction: Introduction,
    state: IntroductionState,
    side: Side | None,
    actor: Any,
    action: str,
    *,
    reason: str = "",
    code: str = "",
) -> AuditEntry:
    """End ``introduction``: from now on neither side sees anything of the other."""
    introduction.ended_at = timezone.now()
    introduction.ended_by = str(side or "")
    noted = move(
        introduction, state, actor, action, reason=reason, code=code, side=str(side or "")
    )
    appointments.end_with(introduction)
    introduction.agreements.filter(revoked_at__isnull=True).update(revoked_at=timezone.now())
    contact_consent.withdraw(introduction=introduction, sides=[str(one) for one in stage.SIDES])
    reread(introduction)
    return noted
