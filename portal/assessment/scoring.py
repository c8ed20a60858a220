"""From answers to points, to what is done well, and to what should be mended first."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from .enums import Answer
from .questions import Group, Question, QuestionSet

POINTS = {Answer.YES: 2, Answer.PARTLY: 1, Answer.NO: 0}
MOST = POINTS[Answer.YES]
FIRST_STEPS = 3


def percent(points: int, most: int) -> int:
    """Points out of a hundred, rounded half up."""
    return (200 * points + most) // (2 * most)


@dataclass(frozen=True)
class GroupScore:
    """How one group of questions was answered."""

    group: Group
    points: int

    @property
    def most(self) -> int:
        """The points of a group in which all is done."""
        return MOST * len(self.group.questions)

    @property
    def percent(self) -> int:
        """Points out of a hundred."""
        return percent(self.points, self.most)

    @property
    def share(self) -> float:
        """Points as a part of one."""
        return self.points / self.most


@dataclass(frozen=True)
class Score:
    """What the answers to ``asked`` come to; a question without an answer counts as no."""

    asked: QuestionSet
    answers: Mapping[str, str]

    def answer(self, question: Question) -> Answer:
        """What was answered."""
        return Answer(self.answers.get(question.code, Answer.NO))

    def _points(self, questions: tuple[Question, ...]) -> int:
        return sum(POINTS[self.answer(question)] for question in questions)

    @cached_property
    def points(self) -> int:
        """Points out of a hundred."""
        return percent(self._points(self.asked.questions), MOST * len(self.asked.questions))

    @cached_property
    def groups(self) -> list[GroupScore]:
        """Each group with its points."""
        return [GroupScore(group, self._points(group.questions)) for group in self.asked.groups]

    def _answered(self, answer: Answer) -> list[Question]:
        return [one for one in self.asked.questions if self.answer(one) == answer]

    @property
    def done(self) -> list[Question]:
        """What is done already."""
        return self._answered(Answer.YES)

    @property
    def begun(self) -> list[Question]:
        """What is done in part."""
        return self._answered(Answer.PARTLY)

    @property
    def missing(self) -> list[Question]:
        """What is not done, or nobody knows of."""
        return self._answered(Answer.NO)

    @cached_property
    def gaps(self) -> list[Question]:
        """What is not fully done: by urgency, then by how much is missing, then as asked."""
        lacking = [one for one in self.asked.questions if self.answer(one) != Answer.YES]
        return sorted(lacking, key=lambda one: (one.first, POINTS[self.answer(one)]))

    @property
    def first_steps(self) -> list[Question]:
        """The few gaps to begin with."""
        return self.gaps[:FIRST_STEPS]

    @property
    def later_steps(self) -> list[Question]:
        """The other gaps."""
        return self.gaps[FIRST_STEPS:]
