"""Reading outcomes: what each side said, who has not answered, which stories there are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from ..disclosure.stage import SIDES
from ..enums import MET, QuestionState, Side
from ..models import Introduction, Outcome, OutcomeQuestion, Story
from ..models.outcome_question import DAYS

OVERDUE = timedelta(days=14)
"""After so many days without an answer a coordinator may telephone."""


def overdue() -> QuerySet[OutcomeQuestion]:
    """The newest question of each side that has been open for two weeks, oldest first.

    A side that is still at it when asked for the last time is among them too.
    """
    later = OutcomeQuestion.objects.filter(
        introduction=OuterRef("introduction"), side=OuterRef("side"), day__gt=OuterRef("day")
    )
    waiting = OutcomeQuestion.objects.filter(
        ~Exists(later),
        introduction__state__in=MET,
        state__in=[QuestionState.OPEN, QuestionState.ONGOING],
        asked_at__lte=timezone.now() - OVERDUE,
    ).exclude(state=QuestionState.ONGOING, day__lt=DAYS[-1])
    return waiting.select_related(
        "introduction__proposal__need",
        "introduction__proposal__company",
        "introduction__proposal__provider",
        "person",
    ).order_by("asked_at", "pk")


@dataclass(frozen=True)
class Told:
    """What one side was asked and said."""

    side: Side
    questions: Sequence[OutcomeQuestion]
    outcome: Outcome | None


def side_by_side(introduction: Introduction) -> list[Told]:
    """Both sides and the coordinator, with their newest word."""
    questions = list(introduction.outcome_questions.select_related("person").order_by("day"))
    outcomes = list(introduction.outcomes.order_by("-pk"))
    return [
        Told(
            side,
            [one for one in questions if one.side == side],
            next((one for one in outcomes if one.side == side), None),
        )
        for side in (*SIDES, Side.COORDINATOR)
    ]


def stories() -> QuerySet[Story]:
    """All stories, those that changed last first."""
    found = Story.objects.select_related("company", "provider", "page")
    return found.prefetch_related("agreements").order_by("-updated_at", "-pk")


def story_of(introduction: Introduction) -> Story | None:
    """The story of ``introduction`` once its sides have been asked about it."""
    return Story.objects.filter(introduction=introduction).exclude(state="draft").first()
