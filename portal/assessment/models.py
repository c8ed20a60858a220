"""Results that a company keeps to compare with later ones."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Organization

from . import questions, scoring


class Result(models.Model):
    """The answers of one organization on one day, to the set of questions of that time."""

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="check_results"
    )
    version = models.CharField(_("質問の版"), max_length=20)
    answers = models.JSONField(_("答え"))
    points = models.PositiveSmallIntegerField(_("点数"))
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    taken_at = models.DateTimeField(_("診断した日時"), default=timezone.now)

    class Meta:
        verbose_name = _("自社診断の結果")
        verbose_name_plural = _("自社診断の結果")
        ordering = ("-taken_at", "-pk")
        indexes = [
            models.Index(fields=["organization", "-taken_at"], name="check_result_newest"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(points__lte=100), name="check_result_points_to_100"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organization_id}: {self.points}"

    def get_absolute_url(self) -> str:
        """Its own page, for members of the organization."""
        return reverse("assessment:kept", args=[self.pk])

    @cached_property
    def score(self) -> scoring.Score:
        """What the answers come to.

        Raises:
            LookupError: the set of questions is no longer part of the portal.
        """
        asked = questions.get(self.version)
        if asked is None:
            raise LookupError(f"There is no set of questions {self.version!r}.")
        return scoring.Score(asked=asked, answers=self.answers)
