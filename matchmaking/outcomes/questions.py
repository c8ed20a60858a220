"""Asking both sides after 30, 60 and 90 days, taking answers, noting that none came."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.privacy import services as privacy

from .. import permissions, transitions
from ..disclosure.stage import SIDES
from ..enums import MET, OutcomeKind, QuestionState, Side
from ..models import Introduction, Outcome, OutcomeQuestion
from ..models.outcome_question import ANSWERABLE, DAYS
from ..services import introduction as introductions
from . import letters

ONGOING = "ongoing"


def due() -> int:
    """Ask what is due today and note where no answer came; how many questions were asked."""
    now = timezone.now()
    asked = sum(ask(introduction, side=side, now=now) for introduction, side in _due(now))
    for question in _silent(now):
        give_up(question=question)
    return asked


def _due(now: datetime) -> list[tuple[Introduction, Side]]:
    found: list[tuple[Introduction, Side]] = []
    for side in SIDES:
        told = Outcome.objects.filter(introduction=OuterRef("pk"), side=side)
        last = OutcomeQuestion.objects.filter(introduction=OuterRef("pk"), side=side, day=DAYS[-1])
        waiting = Introduction.objects.filter(
            ~Exists(told),
            ~Exists(last),
            state__in=MET,
            disclosed_at__lte=now - timedelta(days=DAYS[0]),
        )
        people = ("company_agreed_by", "provider_agreed_by")
        waiting = waiting.with_sides().select_related(*people)
        found += [(one, side) for one in waiting.order_by("pk")]
    return found


@transaction.atomic
def ask(introduction: Introduction, *, side: Side, now: datetime) -> bool:
    """Ask ``side`` the question of the present period, unless that was done."""
    met_at = introduction.disclosed_at
    passed = [day for day in DAYS if met_at and met_at + timedelta(days=day) <= now]
    if not passed:
        return False
    question, made = OutcomeQuestion.objects.get_or_create(
        introduction=introduction,
        side=side,
        day=passed[-1],
        defaults={"person": letters.speaker(introduction, side), "asked_at": now},
    )
    if made:
        letters.ask(question)
    return made


def can_answer(question: OutcomeQuestion) -> bool:
    """Whether the person asked may still answer: in time, not withdrawn, still of that side."""
    person = question.person
    return (
        person is not None
        and timezone.now() < question.open_until
        and permissions.side_of(person, question.introduction) == question.side
        and permissions.can_record_outcome(person, question.introduction)
    )


@transaction.atomic
def answer(*, question: OutcomeQuestion, kind: str, note: str = "") -> OutcomeQuestion:
    """Keep the answer that came by the link; a further one corrects it.

    Raises:
        NotAllowedError: too late, withdrawn meanwhile, somebody who has left, or an
            unknown answer.
    """
    question = _locked(question)
    if question.person is None or not can_answer(question):
        raise transitions.NotAllowedError(
            _("このお尋ねには、もうお答えいただけません。事務局へ直接お知らせください。")
        )
    if kind == ONGOING:
        return _goes_on(question)
    if question.outcome is None:
        introductions.record_outcome(
            introduction=question.introduction, user=question.person, kind=kind, note=note
        )
        return _locked(question)
    return _correct(question, question.outcome, kind, note)


def _locked(question: OutcomeQuestion) -> OutcomeQuestion:
    known = OutcomeQuestion.objects.select_for_update(of=("self",)).select_related(
        "introduction__proposal__seed", "person", "outcome"
    )
    return known.get(pk=question.pk)


def _goes_on(question: OutcomeQuestion) -> OutcomeQuestion:
    transitions.check(transitions.QUESTION, question.state, QuestionState.ONGOING)
    if question.outcome is not None:
        question.outcome.delete()
        question.outcome = None
    question.state, question.answered_at = QuestionState.ONGOING, timezone.now()
    question.save()
    _note(question, "outcome.ongoing", "")
    return question


def _correct(question: OutcomeQuestion, outcome: Outcome, kind: str, note: str) -> OutcomeQuestion:
    if kind not in OutcomeKind.values:
        raise transitions.NotAllowedError(_("成果を選んでください。"))
    before, outcome.kind, outcome.note = outcome.kind, kind, note
    outcome.save()
    question.answered_at = timezone.now()
    question.save()
    _note(question, "outcome.corrected", f"{before} → {kind}")
    return question


def _note(question: OutcomeQuestion, action: str, reason: str) -> None:
    privacy.record(
        action=action,
        target=introductions.target(question.introduction),
        actor=question.person,
        reason=reason,
        detail={"side": question.side, "day": question.day},
    )


def _silent(now: datetime) -> QuerySet[OutcomeQuestion]:
    """The last questions whose time is over without an answer."""
    return (
        OutcomeQuestion.objects.filter(
            day=DAYS[-1], state=QuestionState.OPEN, asked_at__lte=now - ANSWERABLE
        )
        .select_related("introduction")
        .order_by("pk")
    )


@transaction.atomic
def give_up(*, question: OutcomeQuestion) -> None:
    """Note that a side was asked to the end and has not answered."""
    question = _locked(question)
    if question.state != QuestionState.OPEN:
        return
    transitions.check(transitions.QUESTION, question.state, QuestionState.SILENT)
    question.state = QuestionState.SILENT
    if question.introduction.state in MET:
        question.outcome = introductions.note_silence(
            introduction=question.introduction, side=Side(question.side)
        )
    question.save()
    OutcomeQuestion.objects.filter(
        Q(state=QuestionState.OPEN), introduction=question.introduction_id, side=question.side
    ).update(state=QuestionState.SILENT)
