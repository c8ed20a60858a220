"""採点表: criteria, and what each selector gave each company."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from events.bilingual import in_language
from events.models import ParticipationType, Registration

from ..enums import TieRule


class Sheet(models.Model):
    """How the applications for one participation type are judged."""

    participation_type = models.OneToOneField(
        ParticipationType,
        verbose_name=_("参加区分"),
        on_delete=models.PROTECT,
        related_name="sheet",
    )
    required_reviews = models.PositiveSmallIntegerField(
        _("1社に必要な採点の人数"),
        default=2,
        validators=[MinValueValidator(1), MaxValueValidator(20)],
    )
    tie_rule = models.CharField(
        _("同点のとき"), max_length=10, choices=TieRule, default=TieRule.EARLIER
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("採点表")
        verbose_name_plural = _("採点表")
        ordering = ("-id",)
        constraints = [
            models.CheckConstraint(
                condition=models.Q(required_reviews__gte=1),
                name="sheet_needs_a_review",
                violation_error_message=_("採点の人数は1人以上にしてください。"),
            )
        ]

    def __str__(self) -> str:
        return str(self.participation_type)


class Criterion(models.Model):
    """One question a selector answers with a number from 0 to ``scale_max``."""

    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE, related_name="criteria")
    position = models.PositiveSmallIntegerField(_("並び順"), default=0)
    label_ja = models.CharField(_("基準（日本語）"), max_length=80)
    label_en = models.CharField(_("基準（英語）"), max_length=80, blank=True)
    description = models.CharField(_("見るところ"), max_length=300, blank=True)
    weight = models.PositiveSmallIntegerField(
        _("配点"), default=10, validators=[MinValueValidator(1), MaxValueValidator(1000)]
    )
    scale_max = models.PositiveSmallIntegerField(
        _("最高点"), default=5, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )

    class Meta:
        verbose_name = _("選考基準")
        verbose_name_plural = _("選考基準")
        ordering = ("position", "id")
        constraints = [
            models.UniqueConstraint(
                fields=("sheet", "label_ja"),
                name="criterion_once_per_sheet",
                violation_error_message=_("同じ名前の基準があります。"),
            ),
            models.CheckConstraint(
                condition=models.Q(weight__gte=1, scale_max__gte=1),
                name="criterion_weighs_something",
                violation_error_message=_("配点と最高点は1以上にしてください。"),
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The name in the language of the moment."""
        return in_language(self, "label")


class Review(models.Model):
    """What one selector says of one company: scores, or that the selector stands aside."""

    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE, related_name="reviews")
    registration = models.ForeignKey(
        Registration, on_delete=models.CASCADE, related_name="selection_reviews"
    )
    selector = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    abstains = models.BooleanField(
        _("利害関係があるため採点しない"),
        default=False,
        help_text=_("取引先、出資先、親族の会社などのときに選びます。"),
    )
    comment = models.TextField(_("コメント"), max_length=2000, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("採点")
        verbose_name_plural = _("採点")
        ordering = ("registration", "id")
        constraints = [
            models.UniqueConstraint(
                fields=("registration", "selector", "sheet"),
                name="review_once_per_selector",
                violation_error_message=_("この社はすでに採点しています。"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.registration_id}: {self.selector_id}"


class Score(models.Model):
    """A number for one criterion."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, on_delete=models.CASCADE, related_name="scores")
    value = models.PositiveSmallIntegerField(_("点"))

    class Meta:
        verbose_name = _("点")
        verbose_name_plural = _("点")
        ordering = ("criterion__position", "id")
        constraints = [
            models.UniqueConstraint(
                fields=("review", "criterion"), name="score_once_per_criterion"
            )
        ]

    def __str__(self) -> str:
        return str(self.value)
