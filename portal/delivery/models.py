"""What leaves the portal, kept until it has left: outbox rows and mails."""

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
    language = models.CharField(max_length=5, default="ja")
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    purged_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("メール")
        verbose_name_plural = _("メール")
        ordering = ("-id",)

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
