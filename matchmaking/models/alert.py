"""Who hears of what: the chosen rhythm, and the pairs that were told."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..enums import Side
from ..posting.enums import AlertRhythm
from .need import Need
from .seed import Seed


class AlertChoice(models.Model):
    """How often a person wants to hear; ``due_at`` is when the next mail may leave."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="matching_alerts"
    )
    rhythm = models.CharField(
        _("お知らせの間隔"), max_length=10, choices=AlertRhythm, default=AlertRhythm.DAILY
    )
    due_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("合うもののお知らせの間隔")
        verbose_name_plural = _("合うもののお知らせの間隔")

    def __str__(self) -> str:
        return self.get_rhythm_display()


class AlertPair(models.Model):
    """お知らせ: a need and a seed that fit, told to one person, once for ever.

    ``side`` is the side that is told: the company of a new seed, the provider of a new need.
    """

    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="+")
    seed = models.ForeignKey(Seed, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    side = models.CharField(max_length=12, choices=Side)
    score = models.FloatField()
    found_at = models.DateTimeField(default=timezone.now)
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("合うもののお知らせ")
        verbose_name_plural = _("合うもののお知らせ")
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=("need", "seed"),
                name="alert_pair_once",
                violation_error_message=_("この組み合わせは、もうお知らせしました。"),
            ),
            models.CheckConstraint(
                condition=models.Q(side__in=[Side.COMPANY, Side.PROVIDER]),
                name="alert_pair_told_to_a_side",
            ),
        ]
        indexes = [
            models.Index(
                fields=("user", "id"),
                condition=models.Q(told_at__isnull=True),
                name="alert_pair_waiting",
            )
        ]

    def __str__(self) -> str:
        return f"{self.need} × {self.seed}"
