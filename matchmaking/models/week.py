"""The coordinator's week: which pairs are possible, chosen, and decided by hand."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .need import Need
from .seed import Seed

MOST_PER_NEED = 3


class WeekPlan(models.Model):
    """週の割り当て: what was solved for the week that begins on Monday ``week``.

    ``best_*`` is what the optimum without any decision by hand is worth,
    ``served`` and ``points`` what the plan as decided is worth.
    """

    week = models.DateField(_("週の始まり（月曜日）"), unique=True)
    per_need = models.PositiveSmallIntegerField(_("困りごと1件への提案の数"), default=1)
    resting = models.ManyToManyField(
        Need, blank=True, related_name="+", verbose_name=_("今週は提案しない困りごと")
    )
    best_served = models.PositiveIntegerField(default=0)
    best_points = models.IntegerField(default=0)
    served = models.PositiveIntegerField(default=0)
    points = models.IntegerField(default=0)
    solved_at = models.DateTimeField(_("計算した日時"), null=True, blank=True)

    class Meta:
        verbose_name = _("週の割り当て")
        verbose_name_plural = _("週の割り当て")
        ordering = ("-week",)
        constraints = [
            models.CheckConstraint(
                condition=models.Q(per_need__gte=1, per_need__lte=MOST_PER_NEED),
                name="week_plan_proposals_per_need",
                violation_error_message=_("提案の数は1から3までです。"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.week:%Y-%m-%d}"


class WeekPair(models.Model):
    """A pair that may be proposed this week, with its quality and reasons when ranked."""

    class Mark(models.TextChoices):
        """What a coordinator decided about the pair."""

        PINNED = "pinned", _("固定")
        LEFT_OUT = "left_out", _("外した")

    plan = models.ForeignKey(WeekPlan, on_delete=models.CASCADE, related_name="pairs")
    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="+")
    seed = models.ForeignKey(Seed, on_delete=models.CASCADE, related_name="+")
    quality = models.FloatField(_("合い具合"))
    reasons = models.JSONField(_("理由"), default=list)
    mark = models.CharField(_("判断"), max_length=10, choices=Mark, blank=True)
    chosen = models.BooleanField(_("選ばれた"), default=False)

    class Meta:
        verbose_name = _("週の候補")
        verbose_name_plural = _("週の候補")
        ordering = ("need_id", "-quality", "id")
        constraints = [
            models.UniqueConstraint(
                fields=("plan", "need", "seed"),
                name="week_pair_once",
                violation_error_message=_("この組み合わせは、もう候補にあります。"),
            )
        ]
        indexes = [models.Index(fields=("plan", "chosen"), name="week_pair_chosen")]

    def __str__(self) -> str:
        return f"{self.need} × {self.seed}"
