"""個別相談会: a day on which companies and experts meet at tables, slot by slot."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Organization

from ..enums import Side

SIDES = [(Side.COMPANY, _("相談する会社")), (Side.PROVIDER, _("支援する側"))]


class MeetingDay(models.Model):
    """One day; ``sequence`` rises whenever the timetable changes after it was shown."""

    class State(models.TextChoices):
        """Whether the participants see the timetable."""

        PLANNING = "planning", _("準備中")
        PUBLISHED = "published", _("時間割を公開")
        CANCELLED = "cancelled", _("中止")

    title = models.CharField(_("名前"), max_length=80)
    on = models.DateField(_("日付"))
    place = models.CharField(_("会場"), max_length=120)
    tables = models.PositiveSmallIntegerField(
        _("テーブルの数"),
        default=4,
        validators=[MinValueValidator(1), MaxValueValidator(99)],
    )
    note = models.TextField(_("参加者へのお知らせ"), max_length=1000, blank=True)
    state = models.CharField(_("状態"), max_length=10, choices=State, default=State.PLANNING)
    sequence = models.PositiveIntegerField(default=0)
    solved_at = models.DateTimeField(_("計算した日時"), null=True, blank=True)

    class Meta:
        verbose_name = _("個別相談会")
        verbose_name_plural = _("個別相談会")
        ordering = ("-on", "-id")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(tables__gte=1),
                name="meeting_day_has_a_table",
                violation_error_message=_("テーブルは1つ以上必要です。"),
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The page of the participants."""
        return reverse("matchmaking:meeting_day", args=[self.pk])


class MeetingSlot(models.Model):
    """A stretch of the day in which each table holds one meeting."""

    day = models.ForeignKey(MeetingDay, on_delete=models.CASCADE, related_name="slots")
    begins_at = models.DateTimeField(_("始まり"))
    ends_at = models.DateTimeField(_("終わり"))

    class Meta:
        verbose_name = _("時間帯")
        verbose_name_plural = _("時間帯")
        ordering = ("begins_at", "id")
        constraints = [
            models.UniqueConstraint(
                fields=("day", "begins_at"),
                name="meeting_slot_once",
                violation_error_message=_("同じ時刻に始まる時間帯が、もうあります。"),
            ),
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("begins_at")),
                name="meeting_slot_ends_after_it_begins",
                violation_error_message=_("終わりは、始まりより後にしてください。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.begins_at:%H:%M}"


class MeetingParticipant(models.Model):
    """One organization on one day; names are shown to those it meets once it has agreed."""

    class State(models.TextChoices):
        """Whether they come."""

        INVITED = "invited", _("お返事待ち")
        JOINING = "joining", _("参加")
        GONE = "gone", _("不参加")

    day = models.ForeignKey(MeetingDay, on_delete=models.CASCADE, related_name="participants")
    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="+", verbose_name=_("事業者")
    )
    side = models.CharField(_("側"), max_length=12, choices=SIDES)
    state = models.CharField(_("状態"), max_length=10, choices=State, default=State.INVITED)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("参加する人"),
    )
    agreed_at = models.DateTimeField(_("同意日時"), null=True, blank=True)
    absent = models.ManyToManyField(
        MeetingSlot, blank=True, related_name="+", verbose_name=_("いない時間帯")
    )
    wishes = models.ManyToManyField(
        "self", symmetrical=False, blank=True, related_name="+", verbose_name=_("会いたい相手")
    )

    class Meta:
        verbose_name = _("個別相談会の参加者")
        verbose_name_plural = _("個別相談会の参加者")
        ordering = ("side", "id")
        constraints = [
            models.UniqueConstraint(
                fields=("day", "organization"),
                name="meeting_participant_once",
                violation_error_message=_("この事業者は、もう招待されています。"),
            ),
            models.CheckConstraint(
                condition=~models.Q(state="joining") | models.Q(agreed_at__isnull=False),
                name="meeting_participant_joins_by_consent",
                violation_error_message=_("参加には、名前を伝えることへの同意が必要です。"),
            ),
        ]

    def __str__(self) -> str:
        return str(self.organization)


class Meeting(models.Model):
    """面談: who meets whom, when and where; the database refuses every clash."""

    day = models.ForeignKey(MeetingDay, on_delete=models.CASCADE, related_name="meetings")
    slot = models.ForeignKey(MeetingSlot, on_delete=models.CASCADE, related_name="meetings")
    company = models.ForeignKey(
        MeetingParticipant, on_delete=models.CASCADE, related_name="as_company"
    )
    expert = models.ForeignKey(
        MeetingParticipant, on_delete=models.CASCADE, related_name="as_expert"
    )
    table = models.PositiveSmallIntegerField(_("テーブル"))

    class Meta:
        verbose_name = _("面談")
        verbose_name_plural = _("面談")
        ordering = ("slot__begins_at", "table", "id")
        constraints = [
            models.UniqueConstraint(fields=("slot", "company"), name="meeting_company_once"),
            models.UniqueConstraint(fields=("slot", "expert"), name="meeting_expert_once"),
            models.UniqueConstraint(fields=("slot", "table"), name="meeting_table_once"),
            models.UniqueConstraint(fields=("company", "expert"), name="meeting_pair_once"),
        ]

    def __str__(self) -> str:
        return f"{self.company} × {self.expert}"
