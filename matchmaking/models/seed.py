"""What an expert or provider offers."""

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Organization
from portal.taxonomy.models import Prefecture, Sector, Theme

from .. import privacy_check
from ..enums import Band, SeedState, ServiceType
from ..querysets import SeedQuerySet


class Seed(models.Model):
    """シーズ: one offer of one provider."""

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="seeds", verbose_name=_("提供者")
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("作成者"),
    )
    title = models.CharField(_("提供する支援の名前"), max_length=80, blank=True)
    body = models.TextField(_("支援の内容"), max_length=4000, blank=True)
    themes = models.ManyToManyField(
        Theme, blank=True, related_name="seeds", verbose_name=_("テーマ")
    )
    sectors = models.ManyToManyField(
        Sector, blank=True, related_name="seeds", verbose_name=_("対象の業種")
    )
    prefectures = models.ManyToManyField(
        Prefecture, blank=True, related_name="seeds", verbose_name=_("訪問できる地域")
    )
    online = models.BooleanField(_("オンラインで対応できる"), default=False)
    service_types = models.JSONField(_("支援の形"), default=list, blank=True)
    price_band = models.CharField(_("費用の目安"), max_length=10, choices=Band, default=Band.MID)
    capacity_per_month = models.PositiveSmallIntegerField(
        _("ひと月に受けられる件数"), default=1, validators=[MaxValueValidator(999)]
    )
    evidence = models.CharField(
        _("資格・実績"),
        max_length=300,
        blank=True,
        help_text=_("登録セキスペの登録番号、お助け隊サービスの登録、支援の実績など"),
    )
    state = models.CharField(_("状態"), max_length=12, choices=SeedState, default=SeedState.DRAFT)
    returned_reason = models.CharField(_("差し戻しの理由"), max_length=500, blank=True)
    published_at = models.DateTimeField(_("公開日時"), null=True, blank=True)
    expires_on = models.DateField(_("掲載期限"), null=True, blank=True)
    # What the words say (topics, word counts), by the vocabulary of ``version``.
    reading = models.JSONField(default=dict, editable=False)
    created_at = models.DateTimeField(_("作成日時"), auto_now_add=True)
    updated_at = models.DateTimeField(_("更新日時"), auto_now=True)

    # Whether nobody more is taken this month, once it was looked up.
    is_full = False

    objects = SeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("シーズ")
        verbose_name_plural = _("シーズ")
        ordering = ("-id",)
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state=SeedState.DRAFT)
                | models.Q(state=SeedState.CLOSED)
                | (~models.Q(title="") & ~models.Q(body="")),
                name="seed_words_before_submission",
                violation_error_message=_("名前と内容を書いてから送ってください。"),
            ),
            models.CheckConstraint(
                condition=~models.Q(state=SeedState.PUBLISHED)
                | models.Q(published_at__isnull=False, expires_on__isnull=False),
                name="seed_published_has_expiry",
                violation_error_message=_("公開するシーズには掲載期限が必要です。"),
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=SeedState.values),
                name="seed_state_known",
                violation_error_message=_("シーズの状態が正しくありません。"),
            ),
        ]
        indexes = [models.Index(fields=("state", "expires_on"), name="seed_state_expiry")]

    def __str__(self) -> str:
        return self.title or str(_("（無題の下書き）"))

    def get_absolute_url(self) -> str:
        """The public page of the seed."""
        return reverse("matchmaking:seed", args=[self.pk])

    @property
    def shown_title(self) -> str:
        """The title as others may read it: personal data and secrets hidden."""
        return privacy_check.mask(str(self))

    @property
    def expired(self) -> bool:
        """Whether its last day has passed."""
        return self.expires_on is not None and self.expires_on < timezone.localdate()

    @property
    def service_type_labels(self) -> list[str]:
        """The forms of help in the language of the moment."""
        known = dict(ServiceType.choices)
        return [str(known[code]) for code in self.service_types if code in known]
