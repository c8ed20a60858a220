"""What is asked, in numbers: no person, no time of day, no address."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.discovery.querysets import AskedQuerySet


class AskedQuery(models.Model):
    """One query on one day in one language.

    ``askers`` counts browsers apart where that could be told, ``total`` is what was found
    last. Clicks are counted by the place of the result: first, 2–3, 4–10, behind.
    """

    text = models.CharField(_("検索の言葉"), max_length=80)
    language = models.CharField(_("言語"), max_length=5)
    day = models.DateField(_("日"))
    asked = models.PositiveIntegerField(_("回数"), default=0)
    askers = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(_("見つかった数"), default=0)
    empty = models.PositiveIntegerField(default=0)
    similar = models.PositiveIntegerField(default=0)
    degraded = models.PositiveIntegerField(default=0)
    shortened = models.PositiveIntegerField(default=0)
    clicks_first = models.PositiveIntegerField(default=0)
    clicks_near = models.PositiveIntegerField(default=0)
    clicks_page = models.PositiveIntegerField(default=0)
    clicks_later = models.PositiveIntegerField(default=0)

    objects = AskedQuerySet.as_manager()

    class Meta:
        verbose_name = _("検索された言葉")
        verbose_name_plural = _("検索された言葉")
        ordering = ("-day", "text")
        indexes = [models.Index(fields=("day",), name="asked_query_day")]
        constraints = [
            models.UniqueConstraint(
                fields=("text", "language", "day"), name="asked_query_once_a_day"
            )
        ]

    def __str__(self) -> str:
        return self.text


class QueryMark(models.Model):
    """What staff decided about a query: never offer it to others; it is dealt with."""

    text = models.CharField(max_length=80)
    language = models.CharField(max_length=5)
    is_blocked = models.BooleanField(default=False)
    settled_on = models.DateField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("検索された言葉の扱い")
        verbose_name_plural = _("検索された言葉の扱い")
        ordering = ("text", "language")
        constraints = [
            models.UniqueConstraint(fields=("text", "language"), name="query_mark_once")
        ]

    def __str__(self) -> str:
        return self.text
