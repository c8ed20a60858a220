"""What belongs to a posting: where it came from, files, versions, a fingerprint."""

import secrets

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.delivery.storage import private

from ..posting.enums import Origin
from .need import Need
from .seed import Seed


def new_key() -> str:
    """What a file is known by; it names nobody."""
    return secrets.token_urlsafe(18)


def place(attachment: "NeedAttachment", _name: str) -> str:
    """Where a file lies: nothing of its name is kept there."""
    return f"needs/{attachment.key[:2]}/{attachment.key}"


class NeedOrigin(models.Model):
    """きっかけ: what led to a need, in words for its owner and the coordinator."""

    need = models.OneToOneField(Need, on_delete=models.CASCADE, related_name="origin")
    kind = models.CharField(_("きっかけ"), max_length=12, choices=Origin)
    label = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("相談のきっかけ")
        verbose_name_plural = _("相談のきっかけ")

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.label}" if self.label else self.kind


class NeedAttachment(models.Model):
    """添付: for the coordinator, and for the other side once it may read the problem."""

    key = models.CharField(max_length=40, unique=True, default=new_key, editable=False)
    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="attachments")
    file = models.FileField(upload_to=place, storage=private)
    name = models.CharField(_("ファイル名"), max_length=200)
    content_type = models.CharField(max_length=120)
    size = models.PositiveIntegerField(_("大きさ（バイト）"))
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("添付ファイル")
        verbose_name_plural = _("添付ファイル")
        ordering = ("id",)

    def __str__(self) -> str:
        return self.name


class Revision(models.Model):
    """版: the words and terms of a need or a seed as they were once sent."""

    need = models.ForeignKey(
        Need, null=True, blank=True, on_delete=models.CASCADE, related_name="revisions"
    )
    seed = models.ForeignKey(
        Seed, null=True, blank=True, on_delete=models.CASCADE, related_name="revisions"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(_("日時"), default=timezone.now)
    state = models.CharField(_("状態"), max_length=12)
    fields = models.JSONField(default=dict)
    changed = models.JSONField(default=list)

    class Meta:
        verbose_name = _("版")
        verbose_name_plural = _("版")
        ordering = ("-id",)
        constraints = [
            models.CheckConstraint(
                condition=models.Q(need__isnull=False, seed__isnull=True)
                | models.Q(need__isnull=True, seed__isnull=False),
                name="revision_of_one_thing",
            )
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"


class SeedFingerprint(models.Model):
    """指紋: 64 bits that differ little where texts differ little."""

    seed = models.OneToOneField(Seed, on_delete=models.CASCADE, related_name="fingerprint")
    value = models.BigIntegerField()

    class Meta:
        verbose_name = _("文章の指紋")
        verbose_name_plural = _("文章の指紋")

    def __str__(self) -> str:
        return f"{self.value & (2**64 - 1):016x}"
