"""What a company lacks, in its own words."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Organization
from portal.taxonomy.models import Prefecture, Sector, Theme

from .. import privacy_check
from ..enums import Band, NeedState, Urgency, Visibility
from ..masking.own_names import Writer
from ..querysets import NeedQuerySet


class Need(models.Model):
    """ニーズ: one trouble of one company; others never read the company's name here."""

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="needs", verbose_name=_("事業者")
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("作成者"),
    )
    title = models.CharField(_("見出し"), max_length=80, blank=True)
    body = models.TextField(_("困っていること"), max_length=4000, blank=True)
    sector = models.ForeignKey(
        Sector, on_delete=models.PROTECT, related_name="+", verbose_name=_("業種")
    )
    prefecture = models.ForeignKey(
        Prefecture, on_delete=models.PROTECT, related_name="+", verbose_name=_("都道府県")
    )
    themes = models.ManyToManyField(
        Theme, blank=True, related_name="needs", verbose_name=_("テーマ")
    )
    urgency = models.CharField(
        _("いつまでに"), max_length=10, choices=Urgency, default=Urgency.QUARTER
    )
    budget_band = models.CharField(_("予算"), max_length=10, choices=Band, default=Band.LOW)
    wanted_forms = models.JSONField(_("希望する支援の形"), default=list, blank=True)
    visibility = models.CharField(
        _("公開の範囲"),
        max_length=20,
        choices=Visibility,
        default=Visibility.PUBLIC_ANONYMOUS,
    )
    state = models.CharField(_("状態"), max_length=12, choices=NeedState, default=NeedState.DRAFT)
    returned_reason = models.CharField(_("差し戻しの理由"), max_length=500, blank=True)
    published_at = models.DateTimeField(_("公開日時"), null=True, blank=True)
    expires_on = models.DateField(_("掲載期限"), null=True, blank=True)
    created_at = models.DateTimeField(_("作成日時"), auto_now_add=True)
    updated_at = models.DateTimeField(_("更新日時"), auto_now=True)

    objects = NeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("ニーズ")
        verbose_name_plural = _("ニーズ")
        ordering = ("-id",)
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state=NeedState.DRAFT)
                | models.Q(state=NeedState.CLOSED)
                | (~models.Q(title="") & ~models.Q(body="")),
                name="need_words_before_submission",
                violation_error_message=_("見出しと困っていることを書いてから送ってください。"),
            ),
            models.CheckConstraint(
                condition=~models.Q(state=NeedState.PUBLISHED)
                | models.Q(published_at__isnull=False, expires_on__isnull=False),
                name="need_published_has_expiry",
                violation_error_message=_("公開するニーズには掲載期限が必要です。"),
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=NeedState.values),
                name="need_state_known",
                violation_error_message=_("ニーズの状態が正しくありません。"),
            ),
        ]
        indexes = [models.Index(fields=("state", "expires_on"), name="need_state_expiry")]

    def __str__(self) -> str:
        return self.title or str(_("（無題の下書き）"))

    def get_absolute_url(self) -> str:
        """The page of the need."""
        return reverse("matchmaking:need", args=[self.pk])

    @property
    def shown_title(self) -> str:
        """The title as others may read it: personal data and secrets hidden."""
        return privacy_check.mask(str(self), self.writer)

    @property
    def shown_body(self) -> str:
        """The words as others may read them."""
        return privacy_check.mask(self.body, self.writer)

    @property
    def writer(self) -> Writer:
        """Whose names no other reader finds in the words."""
        return Writer.of(self.organization, self.created_by)

    @property
    def expired(self) -> bool:
        """Whether its last day has passed."""
        return self.expires_on is not None and self.expires_on < timezone.localdate()
