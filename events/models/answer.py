"""回答: what an application says to the questions of its participation type."""

import secrets
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.delivery.storage import private

from .attendee import Attendee
from .draft import RegistrationDraft
from .question import Question
from .registration import Registration


def new_key() -> str:
    """What an upload is known by; it names nobody."""
    return secrets.token_urlsafe(18)


def _path(upload: "Upload", _name: str) -> str:
    return f"registrations/{upload.key[:2]}/{upload.key}"


class Upload(models.Model):
    """A file handed in with a form: first of a draft, then of an answer.

    The file keeps nothing of its name on disk; ``name`` is what people see.
    """

    key = models.CharField(max_length=40, unique=True, default=new_key, editable=False)
    draft = models.ForeignKey(
        RegistrationDraft, on_delete=models.SET_NULL, null=True, related_name="uploads"
    )
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+")
    file = models.FileField(upload_to=_path, storage=private)
    name = models.CharField(_("ファイル名"), max_length=200)
    content_type = models.CharField(max_length=120)
    size = models.PositiveIntegerField(_("大きさ（バイト）"))
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("提出されたファイル")
        verbose_name_plural = _("提出されたファイル")
        ordering = ("id",)

    def __str__(self) -> str:
        return self.name


class Answer(models.Model):
    """One answer of a company, or of one of its people."""

    registration = models.ForeignKey(
        Registration, on_delete=models.CASCADE, related_name="answers"
    )
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="answers")
    attendee = models.ForeignKey(
        Attendee, on_delete=models.CASCADE, null=True, blank=True, related_name="answers"
    )
    value: Any = models.JSONField(null=True)
    upload = models.OneToOneField(
        Upload, on_delete=models.SET_NULL, null=True, blank=True, related_name="answer"
    )

    class Meta:
        verbose_name = _("回答")
        verbose_name_plural = _("回答")
        ordering = ("question__position", "question_id", "id")
        constraints = [
            models.UniqueConstraint(
                fields=("registration", "question"),
                condition=models.Q(attendee__isnull=True),
                name="answer_once_per_registration",
            ),
            models.UniqueConstraint(
                fields=("question", "attendee"),
                condition=models.Q(attendee__isnull=False),
                name="answer_once_per_attendee",
            ),
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def words(self) -> str:
        """The answer for people."""
        return self.question.in_words(self.value)
