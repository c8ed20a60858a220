"""Consent records and the audit log."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Consent(models.Model):
    """That somebody agreed to a purpose, in which words, when; never changed afterwards."""

    purpose = models.CharField(_("目的"), max_length=80)
    notice_version = models.CharField(_("文面の版"), max_length=40)
    subject = models.CharField(
        _("対象"), max_length=120, help_text=_("例: registration:123。個人名は入れません。")
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


class AuditEntry(models.Model):
    """Who did what to which object, and why."""

    at = models.DateTimeField(_("日時"), auto_now_add=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL
    )
    action = models.CharField(_("操作"), max_length=80)
    target = models.CharField(_("対象"), max_length=120)
    reason = models.CharField(_("理由"), max_length=500, blank=True)
    detail = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("監査記録")
        verbose_name_plural = _("監査記録")
        ordering = ("-id",)
        indexes = [models.Index(fields=("target",), name="audit_target")]

    def __str__(self) -> str:
        return f"{self.action} {self.target}"
