"""質問: what the office wants to know before people come, built by staff."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..bilingual import in_language
from ..enums import Asked, QuestionKind
from .participation_type import ParticipationType

WITH_OPTIONS = (QuestionKind.CHOICE, QuestionKind.MULTIPLE)


class Question(models.Model):
    """One question of a participation type's form.

    An option is known by its Japanese line: answers keep it, so that an answer reads the
    same after the list has changed.
    """

    participation_type = models.ForeignKey(
        ParticipationType,
        verbose_name=_("参加区分"),
        on_delete=models.CASCADE,
        related_name="questions",
    )
    position = models.PositiveSmallIntegerField(_("並び順"), default=0)
    kind = models.CharField(_("答え方"), max_length=10, choices=QuestionKind)
    asked = models.CharField(_("尋ね方"), max_length=8, choices=Asked, default=Asked.COMPANY)
    label_ja = models.CharField(_("質問（日本語）"), max_length=200)
    label_en = models.CharField(_("質問（英語）"), max_length=200, blank=True)
    help_ja = models.CharField(_("説明（日本語）"), max_length=300, blank=True)
    help_en = models.CharField(_("説明（英語）"), max_length=300, blank=True)
    is_required = models.BooleanField(_("必ず答えてもらう"), default=False)
    options_ja = models.TextField(
        _("選択肢（日本語）"), blank=True, help_text=_("1行に1つ。選ぶ質問のときだけ使います。")
    )
    options_en = models.TextField(
        _("選択肢（英語）"), blank=True, help_text=_("日本語と同じ順に、1行に1つ。")
    )
    minimum = models.IntegerField(
        _("最小"), null=True, blank=True, help_text=_("数の下限、または選ぶ数の下限です。")
    )
    maximum = models.IntegerField(
        _("最大"),
        null=True,
        blank=True,
        help_text=_("数の上限、選ぶ数の上限、または文字数の上限です。"),
    )
    is_active = models.BooleanField(
        _("いま尋ねる"),
        default=True,
        help_text=_("外すと、これからの申込では尋ねません。答えは残ります。"),
    )

    class Meta:
        verbose_name = _("質問")
        verbose_name_plural = _("質問")
        ordering = ("participation_type", "position", "id")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(minimum__isnull=True)
                | models.Q(maximum__isnull=True)
                | models.Q(maximum__gte=models.F("minimum")),
                name="question_limits_in_order",
                violation_error_message=_("最大は最小以上にしてください。"),
            )
        ]

    def __str__(self) -> str:
        return self.label

    def clean(self) -> None:
        """Options where one chooses; what has answers keeps its kind and its type."""
        super().clean()
        if self.kind in WITH_OPTIONS:
            if len(self.options) < 2:
                raise ValidationError(
                    {"options_ja": _("選択肢を2つ以上、1行に1つ書いてください。")}
                )
            if len(set(self.options)) != len(self.options):
                raise ValidationError({"options_ja": _("同じ選択肢が2つあります。")})
            english = _lines(self.options_en)
            if english and len(english) != len(self.options):
                raise ValidationError({"options_en": _("日本語と同じ数の行にしてください。")})
        before = type(self).objects.filter(pk=self.pk).first() if self.pk else None
        if before is not None and self.answers.exists():
            self._keep(before)

    def _keep(self, before: "Question") -> None:
        problem = _(
            "すでに答えがあるため変えられません。"
            "「いま尋ねる」を外し、新しい質問を作ってください。"
        )
        for name in ("kind", "asked", "participation_type_id"):
            if getattr(self, name) != getattr(before, name):
                raise ValidationError({name.removesuffix("_id"): problem})

    @property
    def label(self) -> str:
        """The question in the language of the moment."""
        return in_language(self, "label")

    @property
    def help(self) -> str:
        """The explanation in the language of the moment."""
        return in_language(self, "help")

    @property
    def options(self) -> list[str]:
        """The options as answers keep them."""
        return _lines(self.options_ja)

    def choices(self) -> list[tuple[str, str]]:
        """The options with their words in the language of the moment."""
        words = _lines(in_language(self, "options"))
        return list(zip(self.options, words, strict=False))

    def in_words(self, value: Any) -> str:
        """An answer for people; empty when there is none."""
        if self.kind in WITH_OPTIONS:
            words = dict(self.choices())
            chosen = value if isinstance(value, list) else [value]
            return " / ".join(words.get(one, str(one)) for one in chosen if one)
        if self.kind == QuestionKind.CONSENT:
            return str(_("同意します")) if value else ""
        return "" if value is None else str(value)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
