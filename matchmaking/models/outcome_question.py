"""What each side was asked about the outcome, and when."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..enums import QuestionState, Side
from .introduction import Introduction
from .outcome import Outcome

DAYS = (30, 60, 90)
"""When a side is asked, in days after the contacts were disclosed."""
ANSWERABLE = timedelta(days=30)
"""How long the link of one question works: until the next one comes."""


class OutcomeQuestion(models.Model):
    """その後のお尋ね: one question to one side; the answer given by its link may be corrected."""

    introduction = models.ForeignKey(
        Introduction, on_delete=models.CASCADE, related_name="outcome_questions"
    )
    side = models.CharField(_("側"), max_length=12, choices=Side)
    day = models.PositiveSmallIntegerField(_("開示からの日数"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("尋ねた人"),
    )
    state = models.CharField(
        _("状態"), max_length=10, choices=QuestionState, default=QuestionState.OPEN
    )
    outcome = models.OneToOneField(
        Outcome, null=True, blank=True, on_delete=models.SET_NULL, related_name="question"
    )
    asked_at = models.DateTimeField(_("尋ねた日時"), default=timezone.now)
    answered_at = models.DateTimeField(_("返事の日時"), null=True, blank=True)

    class Meta:
        verbose_name = _("その後のお尋ね")
        verbose_name_plural = _("その後のお尋ね")
        ordering = ("day", "id")
        constraints = [
            models.UniqueConstraint(
                fields=("introduction", "side", "day"), name="outcome_question_once_per_period"
            ),
            models.CheckConstraint(
                condition=models.Q(day__in=DAYS, side__in=[Side.COMPANY, Side.PROVIDER]),
                name="outcome_question_of_a_side_and_period",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=[QuestionState.OPEN, QuestionState.SILENT])
                | models.Q(answered_at__isnull=False),
                name="outcome_question_answered_at_a_time",
            ),
        ]
        indexes = [models.Index(fields=("state", "asked_at"), name="outcome_question_waiting")]

    def __str__(self) -> str:
        return f"{self.introduction_id} {self.side} {self.day}"

    @property
    def open_until(self) -> datetime:
        """The moment from which the link no longer works."""
        return self.asked_at + ANSWERABLE
