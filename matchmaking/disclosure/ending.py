"""Introductions that end, or go back, because of what happened around them."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from portal.accounts.models import Organization, User

from .. import notices
from ..enums import ASKED, MET, Cause, IntroductionState, Side, Stage
from ..models import Introduction, Need, Seed
from . import stage, steps, wording

_UNMET = (IntroductionState.PROPOSED, *ASKED)


def of_side(organization: Organization, side: Side) -> QuerySet[Introduction]:
    """Introductions in which ``organization`` stands on ``side`` and that have not ended."""
    asked = {f"proposal__{side}": organization, "state__in": (*_UNMET, *MET)}
    return Introduction.objects.filter(**asked).order_by("pk")


def _leave(
    introduction: Introduction, side: Side, cause: Cause, actor: Any, without: User | None = None
) -> None:
    introduction = steps.locked(introduction)
    if introduction.state not in (*_UNMET, *MET):
        return
    steps.end(
        introduction, IntroductionState.LEFT, side, actor, "introduction.left", code=str(cause)
    )
    if introduction.reviewed_at is not None:
        notices.tell_the_end(introduction, without=without)


@transaction.atomic
def side_left(*, organization: Organization, person: User | None = None) -> None:
    """Nobody can answer for ``organization`` any more: end what runs, tell the other side.

    ``person``, who was the last, is not written to.
    """
    for side in stage.SIDES:
        for introduction in of_side(organization, side):
            _leave(introduction, side, Cause.SIDE, None, without=person)


@transaction.atomic
def offer_closed(*, seed: Seed, actor: Any) -> None:
    """End introductions to ``seed`` whose sides do not know each other yet."""
    found = Introduction.objects.filter(proposal__seed=seed, state__in=_UNMET).order_by("pk")
    for introduction in found:
        _leave(introduction, Side.PROVIDER, Cause.OFFER, actor)


@transaction.atomic
def need_closed(*, need: Need, actor: Any) -> None:
    """End introductions for ``need`` whose sides do not know each other yet."""
    found = Introduction.objects.filter(proposal__need=need, state__in=_UNMET).order_by("pk")
    for introduction in found:
        _leave(introduction, Side.COMPANY, Cause.NEED, actor)


@transaction.atomic
def contact_left(*, organization: Organization, person: User) -> None:
    """The contact of a side left, colleagues stay: they are asked, the other side is told.

    What was agreed about the organization stands; the last stage was about the person.
    """
    for side in stage.SIDES:
        for introduction in of_side(organization, side):
            _without_contact(introduction, side, person)


def _without_contact(introduction: Introduction, side: Side, person: User) -> None:
    introduction = steps.locked(introduction)
    rows = stage.standing(introduction, side)
    if not any(row.stage == Stage.CONTACT and row.person_id == person.pk for row in rows):
        return
    before = stage.shown(introduction)
    steps.revoke(introduction, side, Stage.PROBLEM)
    noted = steps.move(
        introduction,
        steps.settled(introduction),
        None,
        "introduction.contact_left",
        side=str(side),
        stage=int(Stage.PROBLEM),
        code=str(Cause.PERSON),
    )
    if introduction.state == IntroductionState.CLOSED:
        return
    notices.ask_anew(introduction, Cause.PERSON, to=[side], without=person, mark=noted.pk)
    if stage.shown(introduction) < before:
        notices.tell_of_step_back(introduction, side, mark=noted.pk)


@transaction.atomic
def contact_withdrawn(*, introduction: Introduction, side: Side, actor: Any) -> None:
    """The contact of ``side`` ended the consent to be passed on: the last stage goes."""
    introduction = steps.locked(introduction)
    if introduction.state not in (*ASKED, *MET):
        return
    before = stage.shown(introduction)
    if not steps.revoke(introduction, side, Stage.PROBLEM):
        return
    noted = steps.move(
        introduction,
        steps.settled(introduction),
        actor,
        "introduction.stepped_back",
        side=str(side),
        stage=int(Stage.PROBLEM),
    )
    if stage.shown(introduction) < before:
        notices.tell_of_step_back(introduction, side, mark=noted.pk)


@transaction.atomic
def words_changed(*, need: Need, actor: Any) -> None:
    """Let agreements lapse that named other words of ``need``; what was met goes on.

    Both sides are asked anew once a coordinator has let the new words pass.
    """
    for introduction in _asked_with_other_words(need):
        lapsed = [
            steps.revoke(introduction, side, Stage.SECTOR)
            for side in stage.SIDES
            if stage.of_side(introduction, side) > Stage.SECTOR
        ]
        if lapsed:
            steps.move(
                introduction,
                steps.settled(introduction),
                actor,
                "introduction.words_changed",
                side=str(Side.COMPANY),
                stage=int(Stage.SECTOR),
                code=str(Cause.WORDS),
            )


@transaction.atomic
def words_published(*, need: Need, actor: Any) -> None:
    """Keep the words a coordinator has let pass, and ask both sides about them."""
    for introduction in _asked_with_other_words(need):
        words = wording.keep(introduction)
        noted = steps.move(
            introduction,
            IntroductionState(introduction.state),
            actor,
            "introduction.words_kept",
            words=words.version,
        )
        notices.ask_anew(introduction, Cause.WORDS, mark=noted.pk)
    for introduction in Introduction.objects.filter(proposal__need=need, state__in=MET).order_by(
        "pk"
    ):
        wording.keep(steps.locked(introduction))


def _asked_with_other_words(need: Need) -> list[Introduction]:
    found = Introduction.objects.filter(proposal__need=need, state__in=ASKED).order_by("pk")
    asked = [steps.locked(introduction) for introduction in found]
    return [introduction for introduction in asked if not wording.current(introduction)]
