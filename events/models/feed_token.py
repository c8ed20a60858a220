"""予定の購読: a private calendar address of an account."""

import hashlib

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class FeedToken(models.Model):
    """Lets a calendar program read the owner's registrations until it is revoked.

    Only the SHA-256 of the random part of the address is kept: who reads the database
    cannot read a calendar.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="feed_tokens"
    )
    digest = models.CharField(max_length=64, unique=True, editable=False)
    name = models.CharField(_("名前"), max_length=60)
    language = models.CharField(_("言語"), max_length=5, default="ja")
    created_at = models.DateTimeField(_("作成日時"), auto_now_add=True)
    last_used_at = models.DateTimeField(_("最後に読まれた日時"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("止めた日時"), null=True, blank=True)

    class Meta:
        verbose_name = _("予定の購読")
        verbose_name_plural = _("予定の購読")
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.user_id}: {self.name}"

    @staticmethod
    def digest_of(secret: str) -> str:
        """What is kept of ``secret``; 256 random bits need no slow hash."""
        return hashlib.sha256(secret.encode()).hexdigest()
