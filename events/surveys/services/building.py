"""アンケートを作る: made new or copied, questions moved, dropped, frozen."""

from typing import Any

from django.db import IntegrityError, transaction

from events.models import Session
from portal.privacy import services as privacy

from ..enums import QuestionKind
from ..models import Survey, SurveyQuestion
from .errors import Frozen, HasSurvey

COPIED = ("title_ja", "title_en", "intro_ja", "intro_en", "mode")
NOT_COPIED = {"id", "survey"}

# What a bureau asks every time; a start that staff change to their needs.
STANDARD: tuple[dict[str, Any], ...] = (
    {
        "kind": QuestionKind.SCALE,
        "text_ja": "全体として満足しましたか",
        "text_en": "Overall, how satisfied were you?",
        "low_ja": "不満",
        "low_en": "Dissatisfied",
        "high_ja": "満足",
        "high_en": "Satisfied",
        "is_required": True,
    },
    {
        "kind": QuestionKind.SCALE,
        "text_ja": "仕事に役立つ内容でしたか",
        "text_en": "How useful was it for your work?",
        "low_ja": "役立たない",
        "low_en": "Not useful",
        "high_ja": "役立つ",
        "high_en": "Useful",
        "is_required": True,
    },
    {
        "kind": QuestionKind.SINGLE,
        "text_ja": "難しさはいかがでしたか",
        "text_en": "How difficult was it?",
        "options_ja": "易しすぎた\nちょうどよい\n難しすぎた",
        "options_en": "Too easy\nJust right\nToo difficult",
    },
    {
        "kind": QuestionKind.MULTIPLE,
        "text_ja": "このあと取り組みたいことを選んでください",
        "text_en": "What do you plan to do next?",
        "options_ja": (
            "連絡体制の見直し\nバックアップの確認\n社内での演習\n専門家への相談\nまだ決めていない"
        ),
        "options_en": (
            "Review who to call\nCheck our backups\nHold an exercise in-house\n"
            "Ask an expert\nNot decided yet"
        ),
    },
    {
        "kind": QuestionKind.TEXT,
        "text_ja": "気付いたこと、改善してほしいことを教えてください",
        "text_en": "What did you notice, and what should we improve?",
    },
)


def create(*, session: Session | None, source: Survey | None = None, actor: Any = None) -> Survey:
    """A survey for ``session`` (None: a pattern), copied from ``source`` or the standard one.

    Raises:
        HasSurvey: the session has one.
    """
    try:
        with transaction.atomic():
            if source is None:
                survey = Survey.objects.create(
                    session=session,
                    title_ja="参加後アンケート",
                    title_en="Survey for participants",
                    intro_ja="よりよい催しにするため、2分ほどでお答えください。",
                    intro_en="It takes about two minutes and helps us improve.",
                )
                questions = [SurveyQuestion(**question) for question in STANDARD]
            else:
                copied = {name: getattr(source, name) for name in COPIED}
                survey = Survey.objects.create(session=session, **copied)
                questions = [_copy(question) for question in source.questions.all()]
            for position, question in enumerate(questions):
                question.survey, question.position = survey, position
            SurveyQuestion.objects.bulk_create(questions)
            _record(survey, "survey.created", actor, source=source.pk if source else None)
            return survey
    except IntegrityError:
        raise HasSurvey from None


def _copy(question: SurveyQuestion) -> SurveyQuestion:
    fields = [field.name for field in SurveyQuestion._meta.concrete_fields]
    return SurveyQuestion(
        **{name: getattr(question, name) for name in fields if name not in NOT_COPIED}
    )


def move(*, question: SurveyQuestion, up: bool, actor: Any = None) -> None:
    """Change places with the neighbour; at the end nothing happens."""
    with transaction.atomic():
        row = list(question.survey.questions.select_for_update())
        index = next(i for i, one in enumerate(row) if one.pk == question.pk)
        other = index - 1 if up else index + 1
        if 0 <= other < len(row):
            row[index], row[other] = row[other], row[index]
        for position, one in enumerate(row):
            one.position = position
        SurveyQuestion.objects.bulk_update(row, ["position"])
        _record(question.survey, "survey.question_moved", actor, question=question.pk)


def drop(*, question: SurveyQuestion, actor: Any = None) -> None:
    """Take a question out.

    Raises:
        Frozen: somebody has answered it.
    """
    with transaction.atomic():
        if question.is_frozen:
            raise Frozen
        _record(question.survey, "survey.question_dropped", actor, question=question.pk)
        question.delete()


def save(*, question: SurveyQuestion, actor: Any = None) -> SurveyQuestion:
    """Keep a new or changed question; a new one goes to the end.

    Raises:
        Frozen: somebody has answered it.
    """
    with transaction.atomic():
        if question.is_frozen:
            raise Frozen
        is_new = not question.pk
        if is_new:
            question.position = question.survey.questions.count()
        question.save()
        action = "survey.question_added" if is_new else "survey.question_changed"
        _record(question.survey, action, actor, question=question.pk)
        return question


def _record(survey: Survey, action: str, actor: Any, **detail: Any) -> None:
    privacy.record(action=action, target=f"survey:{survey.pk}", actor=actor, detail=detail)
