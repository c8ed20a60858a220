"""What each side of an introduction has agreed to show, stage by stage."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..enums import Side, Stage
from .introduction import Introduction


class AgreedWords(models.Model):
    """文面: the words of the need as the coordinator read them; the provider reads only these.

    ``fingerprint`` is the same for texts that differ in spaces and punctuation alone.
    """

    introduction = models.ForeignKey(Introduction, on_delete=models.CASCADE, related_name="words")
    version = models.PositiveSmallIntegerField(_("版"), default=1)
    fingerprint = models.CharField(max_length=64)
    title = models.CharField(_("見出し"), max_length=80)
    body = models.TextField(_("困っていること"), max_length=4000)
    kept_at = models.DateTimeField(_("記録日時"), default=timezone.now)

    class Meta:
        verbose_name = _("紹介の文面")
        verbose_name_plural = _("紹介の文面")
        ordering = ("introduction_id", "version")
        constraints = [
            models.UniqueConstraint(
                fields=("introduction", "version"), name="agreed_words_once_per_version"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.version})"


class Agreement(models.Model):
    """段階の同意: one side lets the other see one stage; taken back by ``revoked_at``."""

    introduction = models.ForeignKey(
        Introduction, on_delete=models.CASCADE, related_name="agreements"
    )
    side = models.CharField(_("同意した側"), max_length=12, choices=Side)
    stage = models.PositiveSmallIntegerField(_("段階"), choices=Stage)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("同意した人"),
    )
    words = models.ForeignKey(
        AgreedWords, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    agreed_at = models.DateTimeField(_("同意日時"), default=timezone.now)
    revoked_at = models.DateTimeField(_("取り消し日時"), null=True, blank=True)

    class Meta:
        verbose_name = _("段階の同意")
        verbose_name_plural = _("段階の同意")
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=("introduction", "side", "stage"),
                condition=models.Q(revoked_at__isnull=True),
                name="agreement_stands_once",
                violation_error_message=_("この段階には、もう同意しています。"),
            ),
            models.CheckConstraint(
                condition=models.Q(side__in=[Side.COMPANY, Side.PROVIDER]),
                name="agreement_of_a_side",
                violation_error_message=_("同意できるのは、会社と支援する側だけです。"),
            ),
            models.CheckConstraint(
                condition=models.Q(stage__gte=Stage.SECTOR, stage__lte=Stage.CONTACT),
                name="agreement_stage_known",
                violation_error_message=_("段階が正しくありません。"),
            ),
            models.CheckConstraint(
                condition=models.Q(stage__lt=Stage.PROBLEM) | models.Q(words__isnull=False),
                name="agreement_names_its_words",
                violation_error_message=_("どの文面に同意したかが記録されていません。"),
            ),
            models.CheckConstraint(
                condition=models.Q(revoked_at__isnull=True)
                | models.Q(revoked_at__gte=models.F("agreed_at")),
                name="agreement_revoked_after_given",
                violation_error_message=_("取り消しは、同意よりあとでなければなりません。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_side_display()}: {self.get_stage_display()}"
