"""Answers that bear a name: handed out, separated from the person, emptied in time."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.privacy import retention, subject_data

from .enums import QuestionKind
from .models import Survey, SurveyReceipt, SurveyResponse

YEAR = timedelta(days=365)


def register() -> None:
    """Make this part known to the room of privacy."""
    subject_data.register("event_surveys", export=export, erase=erase)
    retention.register(
        "survey_texts",
        YEAR,
        purge,
        words=_("アンケートの自由記述と回答者の名前: 開催した年度の終わりから1年"),
    )


def export(user: Any) -> list[dict[str, Any]]:
    """Named answers in words, and which anonymous surveys the person has answered."""
    rows = []
    receipts = SurveyReceipt.objects.filter(attendee__email__iexact=user.email)
    for receipt in receipts.select_related("survey__session__event").order_by("pk"):
        response = SurveyResponse.objects.filter(attendee_id=receipt.attendee_id).first()
        rows.append(
            {
                "session": str(receipt.survey.session),
                "survey": receipt.survey.title,
                "mode": receipt.survey.mode,
                "answers": [
                    {"question": question.text, "answer": response.answer(question)}
                    for question in receipt.survey.questions.all()
                ]
                if response
                else None,
            }
        )
    return rows


def erase(user: Any) -> None:
    """Named answers lose their person and their words; numbers stay as numbers."""
    for response in SurveyResponse.objects.filter(
        attendee__email__iexact=user.email
    ).select_related("survey"):
        _empty(response, _text_keys(response.survey))
    SurveyReceipt.objects.filter(attendee__email__iexact=user.email).delete()


def _text_keys(survey: Survey) -> set[str]:
    questions = survey.questions.filter(kind=QuestionKind.TEXT).order_by("pk")
    return {str(pk) for pk in questions.values_list("pk", flat=True)}


def _empty(response: SurveyResponse, texts: set[str]) -> bool:
    """Take person and words away; whether there was any."""
    told = response.attendee_id is not None or any(response.answers.get(key) for key in texts)
    if told:
        response.attendee = None
        for key in texts & response.answers.keys():
            response.answers[key] = None
        response.save(update_fields=["attendee", "answers"])
    return told


def purge(cutoff: datetime) -> int:
    """Empty the words of fiscal years that ended before ``cutoff``, anonymous ones too."""
    day = timezone.localtime(cutoff)
    april = day.replace(month=4, day=1, hour=0, minute=0, second=0, microsecond=0)
    boundary = april if day >= april else april.replace(year=april.year - 1)
    number = 0
    for survey in Survey.objects.filter(session__ends_at__lt=boundary).order_by("pk"):
        texts = _text_keys(survey)
        for response in survey.responses.all():
            number += _empty(response, texts)
    return number
