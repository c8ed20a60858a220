"""回: when and where, once for all languages."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.taxonomy.models import Prefecture

from ..bilingual import in_language
from ..enums import SESSION_TRANSITIONS, SessionFormat, SessionState
from ..querysets import SessionQuerySet
from .event import Event

CALENDAR_HOST = "events.secunity-portal"
"""Right half of every calendar UID. A UID is for life, so this never changes."""


class Session(models.Model):
    """One run of an event: its time, its place, its state."""

    event = models.ForeignKey(
        Event,
        verbose_name=pgettext_lazy("one event", "イベント"),
        on_delete=models.PROTECT,
        related_name="sessions",
    )
    label_ja = models.CharField(
        _("回の名称（日本語）"), max_length=80, blank=True, help_text=_("例: 第2回")
    )
    label_en = models.CharField(_("回の名称（英語）"), max_length=80, blank=True)
    starts_at = models.DateTimeField(_("開始日時"))
    ends_at = models.DateTimeField(_("終了日時"))
    format = models.CharField(_("開催形式"), max_length=8, choices=SessionFormat)
    venue_ja = models.CharField(_("会場名（日本語）"), max_length=160, blank=True)
    venue_en = models.CharField(_("会場名（英語）"), max_length=160, blank=True)
    address_ja = models.CharField(_("会場の住所（日本語）"), max_length=200, blank=True)
    address_en = models.CharField(_("会場の住所（英語）"), max_length=200, blank=True)
    prefecture = models.ForeignKey(
        Prefecture,
        verbose_name=_("都道府県"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    access_ja = models.TextField(_("会場への行き方（日本語）"), max_length=600, blank=True)
    access_en = models.TextField(_("会場への行き方（英語）"), max_length=600, blank=True)
    online_tool = models.CharField(
        _("オンライン会議の種類"), max_length=60, blank=True, help_text=_("例: Webex Meetings")
    )
    join_url = models.URLField(
        _("参加用URL"),
        max_length=500,
        blank=True,
        help_text=_("公開ページにもメールにも載せません。"),
    )
    opens_at = models.DateTimeField(_("受付開始日時"), null=True, blank=True)
    closes_at = models.DateTimeField(_("受付終了日時"), null=True, blank=True)
    state = models.CharField(
        _("状態"), max_length=10, choices=SessionState, default=SessionState.DRAFT
    )
    offer_hours = models.PositiveSmallIntegerField(
        _("繰上げ案内の回答期限（営業時間）"),
        default=16,
        help_text=_("平日9時から17時だけを数えます。16時間は2営業日です。"),
    )
    record_ja = models.TextField(_("開催の記録（日本語）"), blank=True)
    record_en = models.TextField(_("開催の記録（英語）"), blank=True)
    calendar_uid = models.CharField(
        max_length=120, unique=True, null=True, blank=True, editable=False
    )
    sequence = models.PositiveIntegerField(_("予定の版"), default=0, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("回")
        verbose_name_plural = _("回")
        ordering = ("starts_at", "id")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")),
                name="session_ends_after_start",
                violation_error_message=_("終了日時は開始日時より後にしてください。"),
            ),
            models.CheckConstraint(
                condition=models.Q(opens_at__isnull=True)
                | models.Q(closes_at__isnull=True)
                | models.Q(closes_at__gt=models.F("opens_at")),
                name="session_closes_after_opening",
                violation_error_message=_("受付終了日時は受付開始日時より後にしてください。"),
            ),
        ]
        indexes = [models.Index(fields=("state", "starts_at"), name="session_state_start")]

    def __str__(self) -> str:
        day = timezone.localtime(self.starts_at).strftime("%Y-%m-%d")
        return " ".join(filter(None, (self.event.title, self.label, day)))

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the session; the first time its calendar UID is fixed from its key."""
        super().save(*args, **kwargs)
        if self.calendar_uid is None:
            self.calendar_uid = f"session-{self.pk}@{CALENDAR_HOST}"
            type(self).objects.filter(pk=self.pk).update(calendar_uid=self.calendar_uid)

    def clean(self) -> None:
        """Check the step of the state against the table of transitions."""
        super().clean()
        if not self.pk:
            return
        before = type(self).objects.values_list("state", flat=True).get(pk=self.pk)
        if self.state != before and self.state not in SESSION_TRANSITIONS[before]:
            message = _("「%(before)s」から「%(after)s」へは変えられません。")
            labels = {
                "before": SessionState(before).label,
                "after": SessionState(self.state).label,
            }
            raise ValidationError({"state": message % labels})

    @property
    def label(self) -> str:
        """The name of this run in the language of the moment; often empty."""
        return in_language(self, "label")

    @property
    def venue(self) -> str:
        """The place in the language of the moment; empty when online."""
        return in_language(self, "venue")

    @property
    def address(self) -> str:
        """The address in the language of the moment."""
        return in_language(self, "address")

    @property
    def access(self) -> str:
        """How to get there, in the language of the moment."""
        return in_language(self, "access")

    @property
    def record(self) -> str:
        """What came of it, in the language of the moment."""
        return in_language(self, "record")

    @property
    def has_online(self) -> bool:
        """Whether people can take part from afar."""
        return self.format != SessionFormat.ONSITE

    @property
    def has_place(self) -> bool:
        """Whether people come together somewhere."""
        return self.format != SessionFormat.ONLINE

    def registration_closes_at(self) -> datetime:
        """When applications end: the closing date, else the start."""
        return self.closes_at or self.starts_at

    def state_at(self, now: datetime) -> SessionState:
        """The state as the public sees it at ``now``: dates open and close by themselves."""
        state = SessionState(self.state)
        if state not in (SessionState.ANNOUNCED, SessionState.OPEN, SessionState.CLOSED):
            return state
        if now >= self.ends_at:
            return SessionState.HELD
        if state == SessionState.CLOSED or now >= self.registration_closes_at():
            return SessionState.CLOSED
        if state == SessionState.ANNOUNCED and (self.opens_at is None or now < self.opens_at):
            return SessionState.ANNOUNCED
        return SessionState.OPEN

    @property
    def current_state(self) -> SessionState:
        """``state_at`` now."""
        return self.state_at(timezone.now())

    @property
    def is_open(self) -> bool:
        """Whether applications are taken now."""
        return self.current_state == SessionState.OPEN

    @property
    def is_over(self) -> bool:
        """Whether it has ended."""
        return timezone.now() >= self.ends_at
