"""資料と録画: what attendees are given afterwards, and nobody else."""

from datetime import datetime
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.bilingual import in_language
from events.models import Session
from portal.delivery.storage import private

from ..enums import MaterialAudience, MaterialKind


def place(material: Any, filename: str) -> str:
    """Where a file lies: by session; the storage makes the name unique."""
    return f"materials/{material.session_id}/{filename}"


class SessionMaterial(models.Model):
    """A file or an address, for whom and for how long."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="materials")
    kind = models.CharField(
        _("種類"), max_length=10, choices=MaterialKind, default=MaterialKind.MATERIAL
    )
    title_ja = models.CharField(_("題名（日本語）"), max_length=120)
    title_en = models.CharField(_("題名（英語）"), max_length=120, blank=True)
    file = models.FileField(
        _("ファイル"),
        upload_to=place,
        storage=private,
        max_length=255,
        blank=True,
        help_text=_("PDF、Word、Excel、PowerPoint、CSV、テキスト。20MBまで。"),
    )
    url = models.URLField(
        _("URL"),
        max_length=500,
        blank=True,
        help_text=_("録画など、ほかの場所にあるもの。ファイルとURLのどちらか一方です。"),
    )
    audience = models.CharField(
        _("見られる人"),
        max_length=10,
        choices=MaterialAudience,
        default=MaterialAudience.REGISTERED,
    )
    visible_from = models.DateTimeField(
        _("公開の開始"), null=True, blank=True, help_text=_("空欄は、すぐにです。")
    )
    visible_until = models.DateTimeField(
        _("公開の終了"), null=True, blank=True, help_text=_("空欄は、終わりなしです。")
    )
    position = models.PositiveSmallIntegerField(_("並び順"), default=0)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("資料・録画")
        verbose_name_plural = _("資料・録画")
        ordering = ("position", "id")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(file="") ^ models.Q(url=""),
                name="material_is_a_file_or_an_address",
                violation_error_message=_("ファイルかURLの、どちらか一方を入れてください。"),
            ),
            models.CheckConstraint(
                condition=models.Q(visible_from__isnull=True)
                | models.Q(visible_until__isnull=True)
                | models.Q(visible_until__gt=models.F("visible_from")),
                name="material_hidden_after_shown",
                violation_error_message=_("公開の終了は開始より後にしてください。"),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """The title in the language of the moment."""
        return in_language(self, "title")

    @property
    def extension(self) -> str:
        """PDF, XLSX …; empty for an address."""
        return self.file.name.rsplit(".", 1)[-1].upper() if self.file else ""

    def is_visible_at(self, now: datetime) -> bool:
        """Whether its time is now."""
        if self.visible_from and now < self.visible_from:
            return False
        return self.visible_until is None or now < self.visible_until

    @property
    def is_visible(self) -> bool:
        """``is_visible_at`` now."""
        return self.is_visible_at(timezone.now())
