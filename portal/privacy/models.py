"""Consent records and the audit log."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Consent(models.Model):
    """That somebody agreed to a purpose, in which words, when; never changed afterwards."""

    purpose = models.CharField(_("目的"), max_length=80)
    notice_version = models.CharField(_("文面の版"), max_length=40)
    subject = models.CharField(
        pgettext_lazy("of a record", "対象"),
        max_length=120,
        help_text=_("例: registration:123。個人名は入れません。"),
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL
    )
    given_at = models.DateTimeField(_("同意日時"), auto_now_add=True)
    withdrawn_at = models.DateTimeField(_("撤回日時"), null=True, blank=True)

    class Meta:
        verbose_name = _("同意の記録")
        verbose_name_plural = _("同意の記録")
        ordering = ("-id",)
        indexes = [models.Index(fields=("subject",), name="consent_subject")]

    def __str__(self) -> str:
        return f"{self.purpose} {self.subject}"


class ErasureRequest(models.Model):
    """That a person asked to be forgotten; carried out at ``due_at`` unless withdrawn."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("利用者"), on_delete=models.CASCADE
    )
    requested_at = models.DateTimeField(_("受付日時"), auto_now_add=True)
    due_at = models.DateTimeField(_("消去予定日時"))
    withdrawn_at = models.DateTimeField(_("取下げ日時"), null=True, blank=True)
    done_at = models.DateTimeField(_("消去日時"), null=True, blank=True)

    class Meta:
        verbose_name = _("消去の求め")
        verbose_name_plural = _("消去の求め")
        ordering = ("-id",)
        constraints = [
            models.UniqueConstraint(
                fields=("user",),
                condition=models.Q(withdrawn_at__isnull=True, done_at__isnull=True),
                name="erasure_one_open_per_user",
                violation_error_message=_("消去の求めはすでに受け付けています。"),
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn_at__isnull=True) | models.Q(done_at__isnull=True),
                name="erasure_withdrawn_or_done",
            ),
        ]

    def __str__(self) -> str:
        return f"user:{self.user_id}"


class PurgeRun(models.Model):
    """That a retention rule ran, up to when, and how much it dropped."""

    rule = models.CharField(_("規則"), max_length=80)
    cutoff = models.DateTimeField(_("基準日時"))
    dropped = models.PositiveIntegerField(_("件数"))
    error = models.CharField(_("エラー"), max_length=500, blank=True)
    at = models.DateTimeField(_("実行日時"), auto_now_add=True)

    class Meta:
        verbose_name = _("保存期間による消去")
        verbose_name_plural = _("保存期間による消去")
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.rule} {self.dropped}"


class AuditEntry(models.Model):
    """Who did what to which object, and why."""

    at = models.DateTimeField(_("日時"), auto_now_add=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("操作した人"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
    )
    action = models.CharField(_("操作"), max_length=80)
    target = models.CharField(pgettext_lazy("of a record", "対象"), max_length=120)
    reason = models.CharField(_("理由"), max_length=500, blank=True)
    detail = models.JSONField(_("内容"), default=dict)

    class Meta:
        verbose_name = _("監査記録")
        verbose_name_plural = _("監査記録")
        ordering = ("-id",)
        indexes = [models.Index(fields=("target",), name="audit_target")]

    def __str__(self) -> str:
        return f"{self.action} {self.target}"
