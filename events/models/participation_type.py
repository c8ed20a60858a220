"""参加区分: a way to take part, with its own places."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.accounts.enums import OrganizationSize
from portal.taxonomy.models import Prefecture, Sector

from ..bilingual import in_language
from ..enums import Allocation, AttendanceMode, CompanyRole, PlaceUnit
from ..fields import ChoicesField
from ..querysets import ParticipationTypeQuerySet
from .session import Session


class ParticipationType(models.Model):
    """Places of one kind in one session.

    ``taken`` counts the places held by registrations. Only the conditional
    UPDATE of the queryset moves it: ``save()`` never writes it, so an open
    admin form cannot bring back an old count.
    """

    session = models.ForeignKey(
        Session,
        verbose_name=_("回"),
        on_delete=models.PROTECT,
        related_name="participation_types",
    )
    code = models.SlugField(_("コード"), max_length=40)
    label_ja = models.CharField(_("名称（日本語）"), max_length=80)
    label_en = models.CharField(_("名称（英語）"), max_length=80, blank=True)
    description_ja = models.CharField(_("説明（日本語）"), max_length=300, blank=True)
    description_en = models.CharField(_("説明（英語）"), max_length=300, blank=True)
    mode = models.CharField(_("参加方法"), max_length=8, choices=AttendanceMode)
    unit = models.CharField(
        _("枠の数え方"), max_length=14, choices=PlaceUnit, default=PlaceUnit.ORGANIZATION
    )
    allocation = models.CharField(
        _("決め方"), max_length=12, choices=Allocation, default=Allocation.FIRST_COME
    )
    capacity = models.PositiveIntegerField(_("定員"))
    taken = models.PositiveIntegerField(_("使用中の枠"), default=0, editable=False)
    min_attendees = models.PositiveSmallIntegerField(_("1申込の最少人数"), default=1)
    max_attendees = models.PositiveSmallIntegerField(_("1申込の最大人数"), default=5)
    allows_fewer = models.BooleanField(
        _("一部の人数だけの参加を認める"),
        default=False,
        help_text=_("空きが足りないとき、申込者が決めた最少人数以上なら参加を確定します。"),
    )
    roles = ChoicesField(
        _("参加者に尋ねる担当"),
        choices=CompanyRole,
        blank=True,
        default=list,
        help_text=_("選ぶと、申込で参加者ごとに担当を尋ねます。"),
    )
    fee_yen = models.PositiveIntegerField(_("参加費（円、1枠）"), default=0)
    eligible_sectors = models.ManyToManyField(
        Sector,
        verbose_name=_("申し込める業種"),
        blank=True,
        related_name="+",
        help_text=_("選ばなければ、すべての業種です。"),
    )
    eligible_prefectures = models.ManyToManyField(
        Prefecture,
        verbose_name=_("申し込める都道府県"),
        blank=True,
        related_name="+",
        help_text=_("選ばなければ、すべての都道府県です。"),
    )
    eligible_sizes = ChoicesField(
        _("申し込める従業員数"),
        choices=OrganizationSize,
        blank=True,
        default=list,
        help_text=_("選ばなければ、すべての規模です。"),
    )
    once_per_fiscal_year = models.BooleanField(
        _("1社につき年度内に1回まで"),
        default=False,
        help_text=_("同じイベントへの参加が、4月から翌年3月までに1回に限られます。"),
    )
    results_at = models.DateTimeField(
        _("結果のお知らせ予定"), null=True, blank=True, help_text=_("抽選・選考のときに示します。")
    )
    closes_at = models.DateTimeField(
        _("申込締切"), null=True, blank=True, help_text=_("空欄なら回の受付終了日時です。")
    )
    fallback = models.ForeignKey(
        "self",
        verbose_name=_("満員のときの代わり"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    position = models.PositiveSmallIntegerField(_("並び順"), default=0)

    objects = ParticipationTypeQuerySet.as_manager()

    class Meta:
        verbose_name = _("参加区分")
        verbose_name_plural = _("参加区分")
        ordering = ("position", "id")
        constraints = [
            models.UniqueConstraint(
                fields=("session", "code"),
                name="participation_type_code_once",
                violation_error_message=_("このコードは同じ回ですでに使われています。"),
            ),
            models.CheckConstraint(
                condition=models.Q(taken__gte=0),
                name="participation_type_taken_not_negative",
                violation_error_message=_("使用中の枠は0以上です。"),
            ),
            models.CheckConstraint(
                condition=models.Q(taken__lte=models.F("capacity")),
                name="participation_type_never_oversold",
                violation_error_message=_(
                    "定員は、すでに確定した枠の数より小さくできません。先に申込をキャンセルしてください。"
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(min_attendees__gte=1)
                & models.Q(max_attendees__gte=models.F("min_attendees")),
                name="participation_type_attendee_range",
                violation_error_message=_(
                    "1申込の人数は、最少を1人以上、最大を最少以上にしてください。"
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.label

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep everything but ``taken``, which only registrations move."""
        if self.pk and not self._state.adding and kwargs.get("update_fields") is None:
            kwargs["update_fields"] = [
                field.name
                for field in self._meta.concrete_fields
                if not field.primary_key and field.name != "taken"
            ]
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """Check the new capacity against the places taken right now."""
        super().clean()
        if self.pk and self.capacity is not None:
            taken = type(self).objects.values_list("taken", flat=True).get(pk=self.pk)
            if self.capacity < taken:
                message = _(
                    "すでに%(taken)s枠が確定しています。定員を%(taken)sより小さくするには、"
                    "先に申込をキャンセルしてください。"
                )
                raise ValidationError({"capacity": message % {"taken": taken}})
        if self.fallback_id and self.fallback_id == self.pk:
            raise ValidationError({"fallback": _("自分自身は選べません。")})
        if self.fallback and self.fallback.session_id != self.session_id:
            raise ValidationError({"fallback": _("同じ回の参加区分を選んでください。")})

    @property
    def label(self) -> str:
        """The name in the language of the moment."""
        return in_language(self, "label")

    @property
    def description(self) -> str:
        """What it is, in the language of the moment."""
        return in_language(self, "description")

    @property
    def places_left(self) -> int:
        """Free places."""
        return max(self.capacity - self.taken, 0)

    @property
    def is_full(self) -> bool:
        """Whether no place is free."""
        return self.places_left == 0

    def places_for(self, attendees: int) -> int:
        """How many places an application of ``attendees`` people needs."""
        return attendees if self.unit == PlaceUnit.PERSON else 1

    def deadline(self) -> datetime:
        """When applications for this type end."""
        closes = self.session.registration_closes_at()
        return min(self.closes_at, closes) if self.closes_at else closes

    def is_open_at(self, now: datetime) -> bool:
        """Whether applications for this type are taken at ``now``."""
        return self.session.state_at(now) == "open" and now < self.deadline()
