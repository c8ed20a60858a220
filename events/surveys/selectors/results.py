"""What people answered, counted; groups of fewer than five people stay hidden."""

from collections import Counter
from dataclasses import dataclass, field
from statistics import mean

from django.utils.translation import gettext as _

from events.enums import RegistrationState
from events.models import Attendee
from portal.content.charts.data import ChartData, Series

from .. import attendance
from ..enums import SMALLEST_GROUP, QuestionKind
from ..models import Survey, SurveyQuestion, SurveyResponse


@dataclass(frozen=True)
class Group:
    """People of one participation type or sector, and what they answered on average."""

    label: str
    answers: int
    average: float | None
    is_hidden: bool = False


@dataclass(frozen=True)
class QuestionResult:
    """One question with its answers."""

    question: SurveyQuestion
    number: int
    answered: int
    counts: tuple[tuple[str, int], ...] = ()
    average: float | None = None
    texts: tuple[str, ...] = ()
    by_type: tuple[Group, ...] = ()
    by_sector: tuple[Group, ...] = ()

    @property
    def chart(self) -> ChartData | None:
        """The distribution as a chart; None for free text."""
        if not self.counts:
            return None
        return ChartData(
            kind="bar",
            title=self.question.text,
            unit=_("人"),
            labels=tuple(label for label, _count in self.counts),
            series=(Series(_("回答"), tuple(float(count) for _label, count in self.counts)),),
            corner=_("選択肢"),
        )

    @property
    def shares(self) -> list[tuple[str, int, int]]:
        """Word, number and share in per cent of those who answered, for a table."""
        whole = self.answered or 1
        return [(label, count, round(100 * count / whole)) for label, count in self.counts]


@dataclass(frozen=True)
class Results:
    """A survey with all its answers."""

    survey: Survey
    asked: int
    answered: int
    asked_are_present: bool
    questions: list[QuestionResult] = field(default_factory=list)

    @property
    def rate(self) -> int | None:
        """Response rate in per cent; None when nobody was asked."""
        return min(100, round(100 * self.answered / self.asked)) if self.asked else None


def asked(survey: Survey) -> tuple[int, bool]:
    """How many people were asked: those who came, or, if attendance was not kept, who could."""
    session = survey.session
    if session is None:
        return 0, False
    present = attendance.attendees_present(session).count()
    if present:
        return present, True
    expected = Attendee.objects.filter(
        registration__session=session,
        registration__state=RegistrationState.CONFIRMED,
        is_admitted=True,
    )
    return expected.count(), False


def read(survey: Survey) -> Results:
    """All results of ``survey``; the number of queries does not grow with the answers."""
    responses = list(survey.responses.select_related("participation_type", "sector"))
    number, are_present = asked(survey)
    return Results(
        survey=survey,
        asked=number,
        answered=len(responses),
        asked_are_present=are_present,
        questions=[
            _result(question, number, responses)
            for number, question in enumerate(survey.questions.all(), start=1)
        ],
    )


def _result(
    question: SurveyQuestion, number: int, responses: list[SurveyResponse]
) -> QuestionResult:
    given = [
        (response, answer)
        for response in responses
        if (answer := response.answer(question)) not in (None, "", [])
    ]
    if question.kind == QuestionKind.TEXT:
        # Sorted by their own letters: the order of a list must not be that of the answers.
        texts = tuple(sorted(str(answer) for _response, answer in given))
        return QuestionResult(question, number, len(given), texts=texts)
    counter: Counter[int] = Counter()
    for _response, answer in given:
        counter.update(answer if isinstance(answer, list) else [answer])
    is_scale = question.kind == QuestionKind.SCALE
    steps = [(response, float(answer)) for response, answer in given] if is_scale else []
    return QuestionResult(
        question,
        number,
        len(given),
        counts=tuple((words, counter[value]) for value, words in question.values),
        average=mean(step for _response, step in steps) if steps else None,
        by_type=_groups([(str(getattr(r.participation_type, "label", "")), s) for r, s in steps]),
        by_sector=_groups([(str(getattr(r.sector, "label", "")), s) for r, s in steps]),
    )


def _groups(steps: list[tuple[str, float]]) -> tuple[Group, ...]:
    """Averages by label; with one small group hidden, the next small one hides with it.

    Were only one group hidden, its figure could be worked out from the whole.
    """
    by_label: dict[str, list[float]] = {}
    for label, step in steps:
        by_label.setdefault(label or _("（少人数のためまとめて表示）"), []).append(step)
    if len(by_label) < 2:
        return ()
    small = {label for label, given in by_label.items() if len(given) < SMALLEST_GROUP}
    if len(small) == 1:
        shown = [label for label in by_label if label not in small]
        small.add(min(shown, key=lambda label: (len(by_label[label]), label)))
    return tuple(
        Group(label, 0, None, is_hidden=True)
        if label in small
        else Group(label, len(given), mean(given))
        for label, given in sorted(by_label.items())
    )
