"""Lines that staff add to the vocabulary of search."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.discovery.enums import EntryKind


class VocabularyEntry(models.Model):
    """One line in the form of the vocabulary's files."""

    kind = models.CharField(_("種類"), max_length=20, choices=EntryKind)
    text = models.CharField(_("内容"), max_length=500)
    note = models.CharField(
        _("メモ"), max_length=200, blank=True, help_text=_("なぜ加えたか。職員だけに見えます。")
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

    class Meta:
        verbose_name = _("検索の言葉")
        verbose_name_plural = _("検索の言葉")
        ordering = ("-id",)
        constraints = [
            models.UniqueConstraint(
                fields=("kind", "text"),
                name="vocabulary_entry_once",
                violation_error_message=_("同じものがすでにあります。"),
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=EntryKind.values), name="vocabulary_entry_kind"
            ),
        ]

    def __str__(self) -> str:
        return self.text
