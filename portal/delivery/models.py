"""What leaves the portal, kept until it has left: outbox rows and mails."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class OutboxState(models.TextChoices):
    """pending → done, or dead after the last attempt."""

    PENDING = "pending", _("待機中")
    DONE = "done", _("完了")
    DEAD = "dead", _("失敗")


class OutboxMessage(models.Model):
    """One thing to do after commit, written in the business transaction.

    A worker claims a row by a conditional UPDATE of ``leased_until``; a lease
    that runs out makes the row claimable again, so a killed worker loses nothing.
    """

    key = models.CharField(max_length=200, unique=True)
    topic = models.CharField(max_length=60)
    payload = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=OutboxState, default=OutboxState.PENDING)
    attempts = models.PositiveSmallIntegerField(default=0)
    available_at = models.DateTimeField(default=timezone.now)
    leased_until = models.DateTimeField(null=True, blank=True)
    lease = models.CharField(max_length=36, blank=True)
    last_error = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("送信待ち")
        verbose_name_plural = _("送信待ち")
        ordering = ("id",)
        indexes = [
            models.Index(
                fields=("available_at", "id"),
                condition=models.Q(state="pending"),
                name="outbox_pending",
            )
        ]

    def __str__(self) -> str:
        return self.key


class Mail(models.Model):
    """One rendered mail to one person; its body is purged after the retention period."""

    key = models.CharField(max_length=200, unique=True)
    recipient = models.EmailField()
    subject = models.CharField(max_length=300)
    text = models.TextField()
    html = models.TextField(blank=True)
    attachments = models.JSONField(default=list)
    headers = models.JSONField(default=dict)
    language = models.CharField(max_length=5, default="ja")
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    message_id = models.CharField(max_length=120, blank=True, db_index=True)
    failed_at = models.DateTimeField(_("不達の日時"), null=True, blank=True)
    failure = models.CharField(_("不達の理由"), max_length=300, blank=True)
    settled_at = models.DateTimeField(_("不達に対応した日時"), null=True, blank=True)
    purged_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("メール")
        verbose_name_plural = _("メール")
        ordering = ("-id",)
        indexes = [
            models.Index(
                fields=("failed_at",),
                condition=models.Q(failed_at__isnull=False, settled_at__isnull=True),
                name="mail_undelivered",
            )
        ]

    def __str__(self) -> str:
        return self.key


class PeriodicRun(models.Model):
    """When a periodic job ran last and is due next; its row is also the lock."""

    name = models.CharField(max_length=100, unique=True)
    due_at = models.DateTimeField(default=timezone.now)
    ran_at = models.DateTimeField(null=True, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    lease = models.CharField(max_length=36, blank=True)
    last_error = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name = _("定期処理")
        verbose_name_plural = _("定期処理")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class MailTemplate(models.Model):
    """One wording of a letter by staff, in one language; earlier ones are kept.

    At most one per letter and language is in force; none means the shipped wording.
    """

    code = models.CharField(_("文面"), max_length=80)
    language = models.CharField(_("言語"), max_length=5)
    subject = models.CharField(_("件名"), max_length=200)
    text = models.TextField(_("本文"), max_length=5000)
    is_current = models.BooleanField(default=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("メールの文面")
        verbose_name_plural = _("メールの文面")
        ordering = ("-id",)
        constraints = [
            models.UniqueConstraint(
                fields=("code", "language"),
                condition=models.Q(is_current=True),
                name="mail_template_one_in_force",
                violation_error_message=_(
                    "この文面はほかの人が変えました。読み込み直してください。"
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} ({self.language})"
