"""Bringing two sides together, by consent of both."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ..enums import ENDED, IntroductionState, Side
from ..querysets import IntroductionQuerySet
from .proposal import Proposal


def _person() -> "models.ForeignKey[models.Model | None, models.Model | None]":
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )


class Introduction(models.Model):
    """紹介: who agrees to the last stage for a side is the contact that the other side gets.

    What each side agreed to stands in ``Agreement``; the two people here repeat its last
    stage so that the database itself can refuse a disclosure without both.
    """

    proposal = models.OneToOneField(
        Proposal, on_delete=models.CASCADE, related_name="introduction"
    )
    state = models.CharField(
        _("状態"), max_length=14, choices=IntroductionState, default=IntroductionState.PROPOSED
    )
    message = models.TextField(_("コーディネーターからのひとこと"), max_length=1000, blank=True)
    reviewed_by = _person()
    reviewed_at = models.DateTimeField(_("確認日時"), null=True, blank=True)
    company_agreed_by = _person()
    company_agreed_at = models.DateTimeField(_("会社の同意日時"), null=True, blank=True)
    provider_agreed_by = _person()
    provider_agreed_at = models.DateTimeField(_("支援側の同意日時"), null=True, blank=True)
    disclosed_at = models.DateTimeField(_("開示日時"), null=True, blank=True)
    ended_at = models.DateTimeField(_("終了日時"), null=True, blank=True)
    ended_by = models.CharField(_("終えた側"), max_length=12, choices=Side, blank=True)
    created_at = models.DateTimeField(_("作成日時"), auto_now_add=True)
    updated_at = models.DateTimeField(_("更新日時"), auto_now=True)

    objects = IntroductionQuerySet.as_manager()

    class Meta:
        verbose_name = _("紹介")
        verbose_name_plural = _("紹介")
        ordering = ("-id",)
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(
                    state__in=[IntroductionState.DISCLOSED, IntroductionState.CLOSED]
                )
                | models.Q(
                    company_agreed_at__isnull=False,
                    provider_agreed_at__isnull=False,
                    disclosed_at__isnull=False,
                ),
                name="introduction_disclosed_by_both_consents",
                violation_error_message=_("連絡先は、双方が同意してからでないと開示できません。"),
            ),
            models.CheckConstraint(
                condition=models.Q(state=IntroductionState.PROPOSED)
                | models.Q(reviewed_at__isnull=False)
                | models.Q(state__in=ENDED),
                name="introduction_reviewed_before_consents",
                violation_error_message=_("コーディネーターの確認がまだ済んでいません。"),
            ),
        ]

    def __str__(self) -> str:
        return str(self.proposal)

    def get_absolute_url(self) -> str:
        """The page both sides share."""
        return reverse("matchmaking:introduction", args=[self.pk])
