"""What the opening content put where, so that staff edits are kept."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class OpeningRecord(models.Model):
    """One page in one language as last written by the loader.

    The page counts as untouched while its latest revision is still ``revision_id``.
    """

    key = models.CharField(_("キー"), max_length=120)
    language = models.CharField(_("言語"), max_length=5)
    data_hash = models.CharField(_("データの指紋"), max_length=64)
    page = models.OneToOneField(
        Page, on_delete=models.SET_NULL, null=True, related_name="opening_record"
    )
    revision_id = models.BigIntegerField(_("版"), null=True)

    class Meta:
        verbose_name = _("初期コンテンツの記録")
        verbose_name_plural = _("初期コンテンツの記録")
        constraints = [
            models.UniqueConstraint(fields=("key", "language"), name="opening_record_once")
        ]

    def __str__(self) -> str:
        return f"{self.key} ({self.language})"
