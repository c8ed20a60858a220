"""質問と回答: answers are kept with the registration, consents among them also as consents."""

import hashlib
from collections.abc import Sequence

from django.db import transaction

from portal.privacy import services as privacy

from ..enums import Asked, QuestionKind
from ..models import Answer, Attendee, ParticipationType, Question, Registration, Upload
from .application import Reply
from .errors import QuestionsChanged

CONSENT_PURPOSE = "event_question"
COPIED = (
    "position",
    "kind",
    "asked",
    "label_ja",
    "label_en",
    "help_ja",
    "help_en",
    "is_required",
    "options_ja",
    "options_en",
    "minimum",
    "maximum",
)


def check(
    *, type_id: int, replies: Sequence[Reply], people: int, strict: bool = True
) -> list[Reply]:
    """The replies to questions that are still asked.

    Raises:
        QuestionsChanged: ``strict``, and a required question has no reply: it is new.
    """
    asked = {
        question.pk: question
        for question in Question.objects.filter(participation_type=type_id, is_active=True)
    }
    kept = [reply for reply in replies if reply.question in asked]
    given = {(reply.question, reply.person) for reply in kept}
    for question in asked.values() if strict else ():
        persons = range(people) if question.asked == Asked.PERSON else (None,)
        if question.is_required and any((question.pk, who) not in given for who in persons):
            raise QuestionsChanged
    return kept


def keep(
    *, registration: Registration, attendees: Sequence[Attendee], replies: Sequence[Reply]
) -> None:
    """Write the answers of a new registration."""
    if not replies:
        return
    _write(registration, attendees, replies)
    record_consents(registration=registration, questions={one.question for one in replies})


def replace(
    *, registration: Registration, attendees: Sequence[Attendee], replies: Sequence[Reply]
) -> None:
    """Put ``replies`` in the place of the earlier answers; what was agreed to is not asked anew.

    A file that no answer names any more is swept away later (``uploads.sweep``).
    """
    earlier = Answer.objects.filter(registration=registration)
    agreed = set(
        earlier.filter(question__kind=QuestionKind.CONSENT, value=True).values_list(
            "question_id", flat=True
        )
    )
    earlier.delete()
    _write(registration, attendees, replies)
    fresh = {reply.question for reply in replies} - agreed
    record_consents(registration=registration, questions=fresh)


def record_consents(*, registration: Registration, questions: set[int]) -> None:
    """Note each consent given, with the very words: a change of the words is a new version."""
    agreed = Answer.objects.filter(
        registration=registration,
        question__in=questions,
        question__kind=QuestionKind.CONSENT,
        value=True,
    ).select_related("question")
    for question in {answer.question for answer in agreed}:
        privacy.give_consent(
            purpose=f"{CONSENT_PURPOSE}:{question.pk}",
            notice_version=version_of(question),
            subject=f"registration:{registration.reference}",
            user=registration.applicant,
        )


def version_of(question: Question) -> str:
    """A short mark of the words that were agreed to."""
    words = f"{question.label_ja}\n{question.help_ja}".encode()
    return f"question-{question.pk}-{hashlib.sha256(words).hexdigest()[:12]}"


def copy(*, source: ParticipationType, target: ParticipationType) -> int:
    """Ask in ``target`` what is asked in ``source``; how many questions were added.

    A question that stands there already in the same words is not added again.
    """
    with transaction.atomic():
        there = set(
            Question.objects.filter(participation_type=target).values_list("label_ja", flat=True)
        )
        copies = [
            Question(
                participation_type=target, **{name: getattr(question, name) for name in COPIED}
            )
            for question in Question.objects.filter(participation_type=source, is_active=True)
            if question.label_ja not in there
        ]
        Question.objects.bulk_create(copies)
    return len(copies)


def _write(
    registration: Registration, attendees: Sequence[Attendee], replies: Sequence[Reply]
) -> None:
    uploads = _uploads(replies)
    Answer.objects.bulk_create(
        Answer(
            registration=registration,
            question_id=reply.question,
            attendee=None if reply.person is None else attendees[reply.person],
            value=reply.value,
            upload=uploads.get(reply.upload),
        )
        for reply in replies
    )
    if uploads:
        Upload.objects.filter(key__in=uploads).update(draft=None)


def _uploads(replies: Sequence[Reply]) -> dict[str, Upload]:
    keys = [reply.upload for reply in replies if reply.upload]
    return {one.key: one for one in Upload.objects.filter(key__in=keys)} if keys else {}
