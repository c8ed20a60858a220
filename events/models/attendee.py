"""参加者: a named person of a registration."""

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..enums import CompanyRole
from .registration import Registration


def new_ticket_code() -> str:
    """120 random bits: what the QR of a ticket carries; it names nobody."""
    return secrets.token_urlsafe(15)


class Attendee(models.Model):
    """One person who takes part."""

    registration = models.ForeignKey(
        Registration, on_delete=models.CASCADE, related_name="attendees"
    )
    position = models.PositiveSmallIntegerField(default=0)
    family_name = models.CharField(_("姓"), max_length=60)
    given_name = models.CharField(_("名"), max_length=60)
    family_name_kana = models.CharField(_("セイ"), max_length=60)
    given_name_kana = models.CharField(_("メイ"), max_length=60)
    department = models.CharField(_("部署"), max_length=80, blank=True)
    job_title = models.CharField(_("役職・担当"), max_length=80, blank=True)
    role = models.CharField(_("担当"), max_length=20, choices=CompanyRole, blank=True)
    is_admitted = models.BooleanField(
        _("参加できる"),
        default=True,
        help_text=_("一部の人数だけの参加のとき、枠に入らなかった方は「いいえ」です。"),
    )
    email = models.EmailField(_("メールアドレス"), blank=True)
    ticket_code = models.CharField(
        max_length=40, unique=True, default=new_ticket_code, editable=False
    )

    class Meta:
        verbose_name = _("参加者")
        verbose_name_plural = _("参加者")
        ordering = ("position", "id")

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """姓 名."""
        return f"{self.family_name} {self.given_name}"

    @property
    def full_name_kana(self) -> str:
        """セイ メイ."""
        return f"{self.family_name_kana} {self.given_name_kana}"
