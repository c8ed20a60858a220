"""A story of an introduction that went well, and who agreed to which words."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from portal.accounts.models import Organization
from portal.taxonomy.models import Sector, Theme

from ..enums import Side, StoryState
from .introduction import Introduction


class Story(models.Model):
    """事例: public only while both sides agree to exactly these words.

    ``company`` and ``provider`` stay when the introduction is purged, so that
    either side can still take its consent back.
    """

    introduction = models.OneToOneField(
        Introduction, null=True, on_delete=models.SET_NULL, related_name="story"
    )
    company = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    provider = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    sector = models.ForeignKey(
        Sector, on_delete=models.PROTECT, related_name="+", verbose_name=_("業種")
    )
    themes = models.ManyToManyField(Theme, blank=True, related_name="+", verbose_name=_("テーマ"))
    title = models.CharField(_("題名"), max_length=80)
    summary = models.CharField(_("要約"), max_length=200)
    trouble = models.TextField(_("困っていたこと"), max_length=2000)
    support = models.TextField(_("受けた支援"), max_length=2000)
    result = models.TextField(_("その後"), max_length=2000)
    with_names = models.BooleanField(_("双方の事業者名を載せる"), default=False)
    state = models.CharField(
        _("状態"), max_length=10, choices=StoryState, default=StoryState.DRAFT
    )
    page = models.OneToOneField(
        Page, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(_("作成日時"), auto_now_add=True)
    updated_at = models.DateTimeField(_("更新日時"), auto_now=True)

    class Meta:
        verbose_name = _("事例")
        verbose_name_plural = _("事例")
        ordering = ("-id",)
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=StoryState.values),
                name="story_state_known",
                violation_error_message=_("事例の状態が正しくありません。"),
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The page on which both sides read it and agree."""
        return reverse("matchmaking:story", args=[self.pk])


class StoryAgreement(models.Model):
    """That one side agreed to the words with this fingerprint."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="agreements")
    side = models.CharField(_("側"), max_length=12, choices=Side)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("同意した人"),
    )
    fingerprint = models.CharField(_("文面の指紋"), max_length=64)
    names = models.BooleanField(_("事業者名の掲載にも同意"), default=False)
    agreed_at = models.DateTimeField(_("同意日時"), auto_now_add=True)
    withdrawn_at = models.DateTimeField(_("撤回日時"), null=True, blank=True)

    class Meta:
        verbose_name = _("事例への同意")
        verbose_name_plural = _("事例への同意")
        ordering = ("-id",)
        constraints = [
            models.UniqueConstraint(
                fields=("story", "side"),
                condition=models.Q(withdrawn_at__isnull=True),
                name="story_agreement_one_in_force",
                violation_error_message=_("もう同意をいただいています。"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.story_id} {self.side}"
