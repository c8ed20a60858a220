"""Reading questions and answers."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from ..enums import Asked
from ..models import Answer, ParticipationType, Question, Registration, Upload


@dataclass(frozen=True)
class Said:
    """A question with its answer, for people; ``url`` when it is a file that can be opened."""

    label: str
    words: str
    url: str = ""


def asked_in(participation_type: ParticipationType) -> list[Question]:
    """The questions of the form, in order."""
    return list(
        Question.objects.filter(participation_type=participation_type, is_active=True).order_by(
            "position", "pk"
        )
    )


def for_company(questions: Collection[Question]) -> list[Question]:
    """Those answered once."""
    return [one for one in questions if one.asked == Asked.COMPANY]


def for_people(questions: Collection[Question]) -> list[Question]:
    """Those answered by each person."""
    return [one for one in questions if one.asked == Asked.PERSON]


def said_in_draft(questions: Collection[Question], answers: dict[str, Any]) -> list[Said]:
    """What a draft says, in words."""
    said = []
    for question in questions:
        value = answers.get(str(question.pk))
        if isinstance(value, dict):
            value = value["name"]
        if value not in (None, "", [], False):
            said.append(Said(question.label, question.in_words(value)))
    return said


def answers_of(registration: Registration) -> list[Answer]:
    """All answers of a registration, in the order of the form."""
    return list(
        registration.answers.select_related("question", "upload", "attendee").order_by(
            "question__position", "question_id", "pk"
        )
    )


def said(
    answers: Collection[Answer],
    *,
    attendee: int | None = None,
    address: Callable[[str], str],
) -> list[Said]:
    """The answers of the company, or of one person, in words; ``address`` of a file's key."""
    return [
        Said(
            answer.question.label,
            answer.words,
            address(answer.upload.key) if answer.upload else "",
        )
        for answer in answers
        if answer.attendee_id == attendee
    ]


def upload_of(*, registration: Registration, key: str) -> Upload | None:
    """A file of this registration."""
    return Upload.objects.filter(answer__registration=registration, key=key).first()


def uploads_in(
    *, keys: Collection[str], draft: Any = None, registration: Any = None
) -> dict[str, str]:
    """Names by key of those ``keys`` that belong to the draft or to the registration."""
    if not keys:
        return {}
    found = Upload.objects.filter(key__in=keys)
    if registration is not None:
        mine = found.filter(answer__registration=registration) | found.filter(
            answer__isnull=True, draft__isnull=True
        )
    else:
        mine = found.filter(draft=draft)
    return dict(mine.values_list("key", "name"))
