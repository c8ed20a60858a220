"""Weights of the ranking that are kept: each change a row, one of each kind in use."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class WeightsVersion(models.Model):
    """重み: figures set by hand or learned from decisions, and what they were worth when made.

    Without a row in use the figures of ``weights.yaml`` hold.
    """

    class Kind(models.TextChoices):
        """Where the figures come from."""

        HAND = "hand", _("手で決めた重み")
        LEARNED = "learned", _("判断から学んだ重み")

    kind = models.CharField(_("種類"), max_length=8, choices=Kind)
    weights = models.JSONField(_("重み"), default=dict)
    figures = models.JSONField(_("測った結果"), default=dict)
    note = models.CharField(_("変えた理由"), max_length=300, blank=True)
    in_use = models.BooleanField(_("使っている"), default=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("作成者"),
    )
    created_at = models.DateTimeField(_("作成日時"), auto_now_add=True)
    changed_at = models.DateTimeField(_("更新日時"), auto_now=True)

    class Meta:
        verbose_name = _("重みの版")
        verbose_name_plural = _("重みの版")
        ordering = ("-id",)
        constraints = [
            models.UniqueConstraint(
                fields=("kind",),
                condition=models.Q(in_use=True),
                name="weights_one_of_a_kind_in_use",
                violation_error_message=_("同じ種類の重みは、一つだけ使えます。"),
            )
        ]
        indexes = [models.Index(fields=("changed_at",), name="weights_changed_at")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"

    @property
    def ndcg_before(self) -> float | None:
        """nDCG@10 of the labelled set before the change by hand."""
        return self._measured("before")

    @property
    def ndcg_after(self) -> float | None:
        """nDCG@10 of the labelled set with these weights."""
        return self._measured("after")

    def _measured(self, when: str) -> float | None:
        value = self.figures.get(when, {}).get("ndcg@10")
        return float(value) if isinstance(value, int | float) else None
