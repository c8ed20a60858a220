"""The meeting that the two sides of an introduction agree on."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..enums import Side
from .introduction import Introduction


def new_uid() -> str:
    """The name of an entry in calendars, for life (RFC 7986, section 5.3)."""
    return str(uuid4())


class Appointment(models.Model):
    """面談の約束: up to three dates are proposed, the other side picks one.

    While a fixed one waits for another date to be picked, the date that holds stays.
    """

    class State(models.TextChoices):
        """proposed → fixed → cancelled."""

        PROPOSED = "proposed", _("日程の返事待ち")
        FIXED = "fixed", _("決定")
        CANCELLED = "cancelled", _("取りやめ")

    introduction = models.ForeignKey(
        Introduction, on_delete=models.CASCADE, related_name="appointments"
    )
    uid = models.CharField(max_length=60, unique=True, default=new_uid, editable=False)
    sequence = models.PositiveIntegerField(default=0)
    state = models.CharField(_("状態"), max_length=10, choices=State, default=State.PROPOSED)
    minutes = models.PositiveSmallIntegerField(_("長さ（分）"), default=60)
    starts_at = models.DateTimeField(_("始まり"), null=True, blank=True)
    ends_at = models.DateTimeField(_("終わり"), null=True, blank=True)
    place = models.CharField(_("場所"), max_length=150, blank=True)
    url = models.URLField(_("オンライン会議のアドレス"), max_length=500, blank=True)
    proposed_side = models.CharField(_("提案した側"), max_length=12, choices=Side)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("面談の約束")
        verbose_name_plural = _("面談の約束")
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=("introduction",),
                condition=models.Q(state="proposed"),
                name="appointment_one_open",
                violation_error_message=_("返事を待つ日程が、もうあります。"),
            ),
            models.CheckConstraint(
                condition=~models.Q(state="fixed") | models.Q(starts_at__isnull=False),
                name="appointment_fixed_has_a_time",
                violation_error_message=_("日時が要ります。"),
            ),
            models.CheckConstraint(
                condition=models.Q(starts_at__isnull=True)
                | models.Q(ends_at__gt=models.F("starts_at")),
                name="appointment_ends_after_it_begins",
                violation_error_message=_("終わりは、始まりより後にしてください。"),
            ),
        ]

    def __str__(self) -> str:
        return self.uid


class AppointmentOption(models.Model):
    """A date that may be picked."""

    appointment = models.ForeignKey(Appointment, on_delete=models.CASCADE, related_name="options")
    starts_at = models.DateTimeField(_("始まり"))
    place = models.CharField(_("場所"), max_length=150, blank=True)
    url = models.URLField(_("オンライン会議のアドレス"), max_length=500, blank=True)
    minutes = models.PositiveSmallIntegerField(_("長さ（分）"), default=60)

    class Meta:
        verbose_name = _("日程の候補")
        verbose_name_plural = _("日程の候補")
        ordering = ("starts_at", "id")
        constraints = [
            models.UniqueConstraint(
                fields=("appointment", "starts_at"),
                name="appointment_option_once",
                violation_error_message=_("同じ日時の候補が、もうあります。"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M}"


class AppointmentStep(models.Model):
    """What happened to an appointment, for the time line."""

    class Kind(models.TextChoices):
        """What was done."""

        PROPOSED = "proposed", _("面談の日程を提案しました")
        FIXED = "fixed", _("面談の日時が決まりました")
        CHANGED = "changed", _("面談の日時が変わりました")
        CANCELLED = "cancelled", _("面談を取りやめました")

    appointment = models.ForeignKey(Appointment, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=10, choices=Kind)
    side = models.CharField(max_length=12, choices=Side, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    starts_at = models.DateTimeField(null=True, blank=True)
    sequence = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("面談の約束の記録")
        verbose_name_plural = _("面談の約束の記録")
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.appointment_id}:{self.kind}"
