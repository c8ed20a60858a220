"""Who was there, and every report of it by which that is known."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from events.models import Attendee, Session

from .enums import CONFLICTS, Kind, Outcome, Source, Step


class Attendance(models.Model):
    """That a person was there, once per way of taking part, however many reports tell of it."""

    attendee = models.ForeignKey(
        Attendee,
        verbose_name=_("参加者"),
        on_delete=models.CASCADE,
        related_name="attendances",
    )
    session = models.ForeignKey(
        Session, verbose_name=_("回"), on_delete=models.CASCADE, related_name="attendances"
    )
    kind = models.CharField(_("参加方法"), max_length=8, choices=Kind)
    first_seen = models.DateTimeField(_("最初の時刻"))
    last_seen = models.DateTimeField(_("最後の時刻"))
    left_at = models.DateTimeField(_("退場時刻"), null=True, blank=True)
    minutes = models.PositiveIntegerField(
        _("参加した分"),
        null=True,
        blank=True,
        help_text=_("会議の参加記録から取り込んだときだけ入ります。"),
    )
    source = models.CharField(_("記録のもと"), max_length=8, choices=Source)
    device = models.CharField(_("端末"), max_length=36, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("出席")
        verbose_name_plural = _("出席")
        ordering = ("first_seen", "id")
        constraints = [
            models.UniqueConstraint(
                fields=("attendee", "kind"),
                name="attendance_once_per_kind",
                violation_error_message=_("この方の出席はすでに記録されています。"),
            ),
            models.CheckConstraint(
                condition=models.Q(last_seen__gte=models.F("first_seen")),
                name="attendance_last_not_before_first",
                violation_error_message=_("最後の時刻は最初の時刻より後にしてください。"),
            ),
        ]
        indexes = [models.Index(fields=("session", "kind"), name="attendance_session_kind")]

    def __str__(self) -> str:
        return f"{self.attendee_id} {self.kind}"


class AttendanceEvent(models.Model):
    """One report (a scan, a click, a row of a file) with the key its sender gave it.

    A device sends its reports until it has an answer; the key makes them count once. ``at``
    is on the server's clock, ``client_at`` is what the device believed.
    """

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(
        Session, verbose_name=_("回"), on_delete=models.CASCADE, related_name="attendance_events"
    )
    attendee = models.ForeignKey(
        Attendee,
        verbose_name=_("参加者"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="attendance_events",
    )
    step = models.CharField(_("できごと"), max_length=8, choices=Step)
    source = models.CharField(_("記録のもと"), max_length=8, choices=Source)
    outcome = models.CharField(_("結果"), max_length=14, choices=Outcome)
    at = models.DateTimeField(_("時刻"))
    client_at = models.DateTimeField(_("端末の時刻"), null=True, blank=True)
    received_at = models.DateTimeField(_("受信時刻"), auto_now_add=True)
    device = models.CharField(_("端末"), max_length=36, blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("受付係"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    settled_at = models.DateTimeField(_("確認日時"), null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("確認した人"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        verbose_name = _("受付の記録")
        verbose_name_plural = _("受付の記録")
        ordering = ("-received_at", "key")
        indexes = [
            models.Index(
                fields=("session", "received_at"),
                condition=models.Q(outcome__in=CONFLICTS, settled_at__isnull=True),
                name="attendance_event_to_settle",
            )
        ]

    def __str__(self) -> str:
        return f"{self.step} {self.outcome}"

    @property
    def is_conflict(self) -> bool:
        """Whether staff have to look at it."""
        return self.outcome in CONFLICTS and self.settled_at is None
