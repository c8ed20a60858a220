"""Results that staff put on top."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.discovery.enums import Language
from portal.discovery.querysets import PromotionQuerySet


class Promotion(models.Model):
    """One document on top of the results of some queries, for a while."""

    words = models.TextField(
        _("検索の言葉"),
        max_length=1000,
        help_text=_("一行に一つ。表記や語順がちがっても同じものとして扱います。"),
    )
    allows_more = models.BooleanField(_("ほかの語と一緒に検索されたときも出す"), default=False)
    language = models.CharField(
        _("表示の言語"), max_length=5, choices=Language, default=Language.JAPANESE
    )
    starts_on = models.DateField(_("出し始める日"), null=True, blank=True)
    ends_on = models.DateField(_("最後の日"), null=True, blank=True)
    source = models.CharField(max_length=60, editable=False)
    document = models.CharField(max_length=100, editable=False)
    title = models.CharField(_("出すもの"), max_length=500, editable=False)
    url = models.CharField(_("アドレス"), max_length=500, editable=False)
    note = models.CharField(
        _("ひとこと"),
        max_length=100,
        blank=True,
        help_text=_("なぜおすすめか。検索の結果に出ます。"),
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("加えた人"),
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )
    created_at = models.DateTimeField(_("加えた日時"), auto_now_add=True)

    objects = PromotionQuerySet.as_manager()

    class Meta:
        verbose_name = _("おすすめの結果")
        verbose_name_plural = _("おすすめの結果")
        ordering = ("-id",)
        constraints = [
            models.CheckConstraint(
                condition=models.Q(starts_on__isnull=True)
                | models.Q(ends_on__isnull=True)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="promotion_period_in_order",
                violation_error_message=_("最後の日は、出し始める日より後にしてください。"),
            )
        ]

    def __str__(self) -> str:
        return self.title
