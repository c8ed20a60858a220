"""Tables of surveys. An anonymous answer knows neither its person nor its hour."""

import uuid
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.taxonomy.models import Sector

from ..bilingual import in_language
from ..models import Attendee, ParticipationType, Session
from .enums import WITH_OPTIONS, QuestionKind, SurveyMode


class Survey(models.Model):
    """The questions asked after one session; without a session it is a pattern to copy."""

    session = models.OneToOneField(
        Session,
        verbose_name=_("回"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="survey",
        help_text=_("空欄のアンケートは、写して使うひな形です。"),
    )
    title_ja = models.CharField(_("題名（日本語）"), max_length=120)
    title_en = models.CharField(_("題名（英語）"), max_length=120, blank=True)
    intro_ja = models.TextField(_("はじめの言葉（日本語）"), max_length=600, blank=True)
    intro_en = models.TextField(_("はじめの言葉（英語）"), max_length=600, blank=True)
    mode = models.CharField(
        _("記名"),
        max_length=10,
        choices=SurveyMode,
        default=SurveyMode.ANONYMOUS,
        help_text=_("回答が1件でもあると変えられません。"),
    )
    opens_at = models.DateTimeField(
        _("回答の開始"), null=True, blank=True, help_text=_("空欄は、回の終了と同時です。")
    )
    closes_at = models.DateTimeField(
        _("回答の締切"), null=True, blank=True, help_text=_("空欄は、締め切りません。")
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("アンケート")
        verbose_name_plural = _("アンケート")
        ordering = ("-id",)
        constraints = [
            models.CheckConstraint(
                condition=models.Q(opens_at__isnull=True)
                | models.Q(closes_at__isnull=True)
                | models.Q(closes_at__gt=models.F("opens_at")),
                name="survey_closes_after_opening",
                violation_error_message=_("締切は開始より後にしてください。"),
            )
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """What was promised when the first answer came in stays."""
        super().clean()
        if not self.pk or not self.responses.exists():
            return
        before = type(self).objects.values_list("mode", flat=True).get(pk=self.pk)
        if self.mode != before:
            message = _("すでに回答があります。約束した記名・無記名は変えられません。")
            raise ValidationError({"mode": message})

    @property
    def title(self) -> str:
        """The title in the language of the moment."""
        return in_language(self, "title")

    @property
    def intro(self) -> str:
        """The first words in the language of the moment."""
        return in_language(self, "intro")

    @property
    def is_anonymous(self) -> bool:
        """Whether nobody can tell who gave which answer."""
        return self.mode == SurveyMode.ANONYMOUS

    def opening(self) -> datetime | None:
        """When answers begin; None for a pattern."""
        if self.session is None:
            return None
        return self.opens_at or self.session.ends_at

    def is_open_at(self, now: datetime) -> bool:
        """Whether answers are taken at ``now``."""
        opening = self.opening()
        if opening is None or now < opening:
            return False
        return self.closes_at is None or now < self.closes_at

    @property
    def is_open(self) -> bool:
        """Whether answers are taken now."""
        return self.is_open_at(timezone.now())

    @property
    def is_closed(self) -> bool:
        """Whether the deadline has passed."""
        return self.closes_at is not None and timezone.now() >= self.closes_at


class SurveyQuestion(models.Model):
    """One question; frozen as soon as somebody has answered it."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(_("答え方"), max_length=10, choices=QuestionKind)
    text_ja = models.CharField(_("質問（日本語）"), max_length=300)
    text_en = models.CharField(_("質問（英語）"), max_length=300, blank=True)
    is_required = models.BooleanField(_("必ず答えてもらう"), default=False)
    steps = models.PositiveSmallIntegerField(
        _("段階の数"),
        default=5,
        validators=[MinValueValidator(2), MaxValueValidator(10)],
        help_text=_("「段階で選ぶ」のときだけ使います。2から10まで。"),
    )
    low_ja = models.CharField(_("最小の段階の意味（日本語）"), max_length=60, blank=True)
    low_en = models.CharField(_("最小の段階の意味（英語）"), max_length=60, blank=True)
    high_ja = models.CharField(_("最大の段階の意味（日本語）"), max_length=60, blank=True)
    high_en = models.CharField(_("最大の段階の意味（英語）"), max_length=60, blank=True)
    options_ja = models.TextField(
        _("選択肢（日本語）"), max_length=3000, blank=True, help_text=_("1行に1つ。20個まで。")
    )
    options_en = models.TextField(
        _("選択肢（英語）"),
        max_length=3000,
        blank=True,
        help_text=_("日本語と同じ順、同じ数にしてください。空欄なら日本語を表示します。"),
    )

    class Meta:
        verbose_name = _("質問")
        verbose_name_plural = _("質問")
        ordering = ("position", "id")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(steps__gte=2, steps__lte=10),
                name="survey_question_has_two_to_ten_steps",
                violation_error_message=_("段階の数は2から10までにしてください。"),
            )
        ]

    def __str__(self) -> str:
        return self.text

    def clean(self) -> None:
        """Options where they are needed, as many in English as in Japanese."""
        super().clean()
        japanese, english = _lines(self.options_ja), _lines(self.options_en)
        if self.kind in WITH_OPTIONS:
            if not 2 <= len(japanese) <= 20:
                raise ValidationError(
                    {"options_ja": _("選択肢を1行に1つ、2個から20個まで入力してください。")}
                )
            if len(set(japanese)) != len(japanese):
                raise ValidationError({"options_ja": _("同じ選択肢が2つあります。")})
            if english and len(english) != len(japanese):
                raise ValidationError({"options_en": _("日本語の選択肢と数をそろえてください。")})
        if self.is_frozen:
            raise ValidationError(_("すでに回答があるため、この質問は変えられません。"))

    @property
    def is_frozen(self) -> bool:
        """Whether it stands in an answer already."""
        if not self.pk:
            return False
        return SurveyResponse.objects.filter(
            survey_id=self.survey_id, answers__has_key=str(self.pk)
        ).exists()

    @property
    def key(self) -> str:
        """Its name in ``SurveyResponse.answers``."""
        return str(self.pk)

    @property
    def text(self) -> str:
        """The question in the language of the moment."""
        return in_language(self, "text")

    @property
    def low(self) -> str:
        """What the lowest step means."""
        return in_language(self, "low")

    @property
    def high(self) -> str:
        """What the highest step means."""
        return in_language(self, "high")

    @property
    def options(self) -> list[str]:
        """What can be chosen, in the language of the moment."""
        return _lines(in_language(self, "options"))

    @property
    def values(self) -> list[tuple[int, str]]:
        """All answers of a closed question with their words; empty for free text."""
        if self.kind == QuestionKind.SCALE:
            return [(step, self._step_words(step)) for step in range(1, self.steps + 1)]
        if self.kind == QuestionKind.TEXT:
            return []
        return list(enumerate(self.options, start=1))

    def _step_words(self, step: int) -> str:
        meaning = {1: self.low, self.steps: self.high}.get(step, "")
        return f"{step} {meaning}".strip()


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


class SurveyResponse(models.Model):
    """One filled-in survey.

    Anonymous: no person, no hour, a random key; participation type and sector only where at
    least five people share them (see ``services.answering``). ``answers`` maps the key of
    every question that was asked to a step, the number of an option, a list of them, a text,
    or null.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="responses")
    attendee = models.OneToOneField(
        Attendee,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="survey_response",
    )
    participation_type = models.ForeignKey(
        ParticipationType, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    sector = models.ForeignKey(
        Sector, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    answers = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("アンケートの回答")
        verbose_name_plural = _("アンケートの回答")
        # By the random key: an order that tells nothing.
        ordering = ("id",)

    def __str__(self) -> str:
        return str(self.pk)

    def answer(self, question: SurveyQuestion) -> Any:
        """The answer to ``question``, None when it was left out."""
        return self.answers.get(question.key)


class SurveyReceipt(models.Model):
    """That a person has answered: nothing else, least of all when or what.

    The person's key is the key of the row, so that rows lie in the order of people.
    """

    attendee = models.OneToOneField(
        Attendee,
        primary_key=True,
        on_delete=models.CASCADE,
        related_name="survey_receipt",
    )
    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="receipts")

    class Meta:
        verbose_name = _("回答済みの記録")
        verbose_name_plural = _("回答済みの記録")

    def __str__(self) -> str:
        return str(self.pk)
