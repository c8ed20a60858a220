"""What stands in the files that pages offer."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import Document
from wagtail.models import Page

from portal.content.enums import ReadingState


class AttachmentText(models.Model):
    """The words of one file as they were read; ``file_hash`` tells of which state of it."""

    document = models.OneToOneField(
        Document, on_delete=models.CASCADE, related_name="attachment_text", verbose_name=_("文書")
    )
    file_hash = models.CharField(_("ファイルの指紋"), max_length=64, blank=True)
    state = models.CharField(_("読み取り"), max_length=10, choices=ReadingState)
    text = models.TextField(_("本文"), blank=True)
    pages = models.PositiveIntegerField(_("ページ数"), default=0)
    read_at = models.DateTimeField(_("読み取った日時"), auto_now=True)

    class Meta:
        verbose_name = _("添付文書の本文")
        verbose_name_plural = _("添付文書の本文")

    def __str__(self) -> str:
        return f"{self.document_id}: {self.get_state_display()}"


class PageAttachment(models.Model):
    """A published page links to a file."""

    page = models.ForeignKey(
        Page, on_delete=models.CASCADE, related_name="page_attachments", verbose_name=_("ページ")
    )
    document = models.ForeignKey(
        Document, on_delete=models.CASCADE, related_name="page_attachments", verbose_name=_("文書")
    )

    class Meta:
        verbose_name = _("ページの添付文書")
        verbose_name_plural = _("ページの添付文書")
        constraints = [
            models.UniqueConstraint(fields=("page", "document"), name="page_attachment_once")
        ]

    def __str__(self) -> str:
        return f"{self.page_id} → {self.document_id}"
