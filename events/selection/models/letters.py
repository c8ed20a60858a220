"""一括のお知らせ: one text per group, a paragraph per company, sent once."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from events.models import Registration, Session

from ..enums import BatchState, LetterGroup

LANGUAGES = (("ja", "日本語"), ("en", "English"))


class LetterBatch(models.Model):
    """Letters that belong together, for example the results of one lottery."""

    session = models.ForeignKey(
        Session, verbose_name=_("回"), on_delete=models.PROTECT, related_name="letter_batches"
    )
    title = models.CharField(_("控えの名前"), max_length=120)
    state = models.CharField(_("状態"), max_length=5, choices=BatchState, default=BatchState.DRAFT)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    sent_at = models.DateTimeField(_("送信を始めた日時"), null=True, blank=True)

    class Meta:
        verbose_name = _("一括のお知らせ")
        verbose_name_plural = _("一括のお知らせ")
        ordering = ("-id",)
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state=BatchState.DRAFT) | models.Q(sent_at__isnull=False),
                name="letter_batch_sent_at_a_moment",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_draft(self) -> bool:
        """Whether its words can still be changed."""
        return self.state == BatchState.DRAFT


class LetterText(models.Model):
    """What all companies of a group read, in one language."""

    batch = models.ForeignKey(LetterBatch, on_delete=models.CASCADE, related_name="texts")
    group = models.CharField(_("結果"), max_length=10, choices=LetterGroup)
    language = models.CharField(_("言語"), max_length=5, choices=LANGUAGES)
    subject = models.CharField(_("件名"), max_length=200)
    body = models.TextField(_("本文"), max_length=5000)

    class Meta:
        verbose_name = _("お知らせの文面")
        verbose_name_plural = _("お知らせの文面")
        ordering = ("batch", "id")
        constraints = [
            models.UniqueConstraint(
                fields=("batch", "group", "language"), name="letter_text_once_per_group"
            )
        ]

    def __str__(self) -> str:
        return self.subject


class Letter(models.Model):
    """One company's letter; it leaves at most once, under the key of its row."""

    batch = models.ForeignKey(LetterBatch, on_delete=models.CASCADE, related_name="letters")
    registration = models.ForeignKey(
        Registration, on_delete=models.CASCADE, related_name="bulk_letters"
    )
    group = models.CharField(_("結果"), max_length=10, choices=LetterGroup)
    personal = models.TextField(_("この社だけへの文"), max_length=2000, blank=True)
    skipped_at = models.DateTimeField(_("送らなかった日時"), null=True, blank=True)

    class Meta:
        verbose_name = _("お知らせ")
        verbose_name_plural = _("お知らせ")
        ordering = ("batch", "id")
        constraints = [
            models.UniqueConstraint(
                fields=("batch", "registration"), name="letter_once_per_company"
            )
        ]

    def __str__(self) -> str:
        return self.mail_key

    @property
    def mail_key(self) -> str:
        """The key under which its mail leaves once."""
        return f"letter:{self.pk}"
