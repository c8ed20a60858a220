"""What the two sides of an introduction write to each other, and mail that waits for a look."""

import secrets

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.delivery.storage import private

from ..enums import Side
from .introduction import Introduction


def new_key() -> str:
    """What a file is known by; it names nobody."""
    return secrets.token_urlsafe(18)


class ThreadMessage(models.Model):
    """A message of an introduction's thread; ``key`` makes sending it twice one message."""

    class Door(models.TextChoices):
        """The way it came in."""

        PAGE = "page", _("画面")
        MAIL = "mail", _("メール")

    introduction = models.ForeignKey(
        Introduction, on_delete=models.CASCADE, related_name="thread_messages"
    )
    key = models.CharField(max_length=100)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    side = models.CharField(_("側"), max_length=12, choices=Side)
    door = models.CharField(_("届いた経路"), max_length=4, choices=Door, default=Door.PAGE)
    body = models.TextField(_("本文"), max_length=20000, blank=True)
    refused_files = models.JSONField(_("受け取れなかった添付"), default=list)
    mail_id = models.CharField(max_length=250, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("紹介のメッセージ")
        verbose_name_plural = _("紹介のメッセージ")
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=("introduction", "key"),
                name="thread_message_once",
                violation_error_message=_("このメッセージは、もう送られています。"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.introduction_id}:{self.pk}"


def _message_path(file: "ThreadFile", _name: str) -> str:
    return f"introductions/{file.key[:2]}/{file.key}"


class ThreadFile(models.Model):
    """A file of a message; on disk it keeps nothing of its name."""

    message = models.ForeignKey(ThreadMessage, on_delete=models.CASCADE, related_name="files")
    key = models.CharField(max_length=40, unique=True, default=new_key, editable=False)
    file = models.FileField(upload_to=_message_path, storage=private)
    name = models.CharField(_("ファイル名"), max_length=150)
    content_type = models.CharField(max_length=120)
    size = models.PositiveIntegerField(_("大きさ（バイト）"))

    class Meta:
        verbose_name = _("メッセージの添付")
        verbose_name_plural = _("メッセージの添付")
        ordering = ("id",)

    def __str__(self) -> str:
        return self.name


def _mail_path(mail: "InboundMail", _name: str) -> str:
    return f"inbound/{mail.digest[:2]}/{mail.digest}"


class InboundMail(models.Model):
    """A mail that came to a reply address: taken, or kept aside until a coordinator looks.

    ``digest`` names the reply address's owner and the Message-ID, so that a mail delivered
    again is recognised. Only what is kept aside keeps its content, in a private file.
    """

    class State(models.TextChoices):
        """What became of it."""

        POSTED = "posted", _("掲載した")
        KEPT = "kept", _("確認待ち")
        RELEASED = "released", _("確認して掲載した")
        DROPPED = "dropped", _("破棄した")

    class Reason(models.TextChoices):
        """Why it was kept aside."""

        WRONG_SENDER = "wrong_sender", _("登録されたアドレスと違う差出人")
        AUTOMATIC = "automatic", _("自動応答")
        LOOP = "loop", _("ポータルから出たメールの戻り")
        TOO_MANY = "too_many", _("短い時間に多すぎる")
        EMPTY = "empty", _("本文も添付もない")
        UNREADABLE = "unreadable", _("読み取れない形式")

    introduction = models.ForeignKey(
        Introduction, on_delete=models.CASCADE, related_name="inbound_mails"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="inbound_mails"
    )
    digest = models.CharField(max_length=64, unique=True)
    state = models.CharField(_("状態"), max_length=8, choices=State)
    reason = models.CharField(_("理由"), max_length=14, choices=Reason, blank=True)
    sender = models.CharField(_("差出人"), max_length=254, blank=True)
    subject = models.CharField(_("件名"), max_length=200, blank=True)
    content = models.FileField(upload_to=_mail_path, storage=private, blank=True)
    received_at = models.DateTimeField(_("受信日時"), auto_now_add=True)

    class Meta:
        verbose_name = _("受信メール")
        verbose_name_plural = _("受信メール")
        ordering = ("-id",)
        indexes = [
            models.Index(
                fields=("received_at",),
                condition=models.Q(state="kept"),
                name="inbound_mail_kept",
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="kept") | ~models.Q(reason=""),
                name="inbound_mail_kept_for_a_reason",
                violation_error_message=_("確認を待つ理由が要ります。"),
            )
        ]

    def __str__(self) -> str:
        return self.digest[:12]
