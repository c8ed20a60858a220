"""Searches that people keep, and what they were told of."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.discovery.enums import Rhythm


class SavedSearch(models.Model):
    """A person's search: ``address`` is the query part of the results' address.

    Documents that came after ``since`` are news; ``due_at`` is when to look next.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_searches"
    )
    name = models.CharField(_("名前"), max_length=100)
    address = models.CharField(max_length=2000)
    language = models.CharField(max_length=5)
    rhythm = models.CharField(
        _("知らせる間隔"), max_length=10, choices=Rhythm, default=Rhythm.WEEKLY
    )
    is_paused = models.BooleanField(default=False)
    since = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(default=timezone.now)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("保存した検索")
        verbose_name_plural = _("保存した検索")
        ordering = ("-id",)
        indexes = [
            models.Index(
                fields=("due_at",),
                condition=models.Q(is_paused=False),
                name="saved_search_due",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=("user", "address", "language"),
                name="saved_search_once",
                violation_error_message=_("この検索はすでに保存しています。"),
            )
        ]

    def __str__(self) -> str:
        return self.name


class ToldDocument(models.Model):
    """A document that was told of once; it is never told again for that search."""

    search = models.ForeignKey(SavedSearch, on_delete=models.CASCADE, related_name="told")
    source = models.CharField(max_length=60)
    document = models.CharField(max_length=100)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("お知らせしたもの")
        verbose_name_plural = _("お知らせしたもの")
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=("search", "source", "document"), name="told_document_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.source}:{self.document}"


class FirstSeen(models.Model):
    """When a document could be found for the first time."""

    source = models.CharField(max_length=60)
    document = models.CharField(max_length=100)
    at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("はじめて見つかった日時")
        verbose_name_plural = _("はじめて見つかった日時")
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(fields=("source", "document"), name="first_seen_once")
        ]

    def __str__(self) -> str:
        return f"{self.source}:{self.document}"
