"""修了証: who gets one, and the certificates given."""

import secrets
from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from events.bilingual import in_language
from events.models import Attendee, Session
from events.references import ALPHABET

from ..enums import CertificateState

GROUPS, LETTERS = 5, 5


def new_code() -> str:
    """25 of 31 letters that are not misread: 123 bits, to be read off paper in groups."""
    return "".join(secrets.choice(ALPHABET) for _ in range(GROUPS * LETTERS))


class CertificateRule(models.Model):
    """What a person must have done in one session to be given a certificate."""

    session = models.OneToOneField(
        Session, verbose_name=_("回"), on_delete=models.CASCADE, related_name="certificate_rule"
    )
    minimum_percent = models.PositiveSmallIntegerField(
        _("出席した時間の割合（%）"),
        default=80,
        validators=[MaxValueValidator(100)],
        help_text=_("回の長さに対する割合です。0なら、出席していれば足ります。"),
    )
    needs_survey = models.BooleanField(
        _("アンケートの回答が必要"),
        default=False,
        help_text=_("アンケートの締切を過ぎると、回答していない人には発行できません。"),
    )
    is_automatic = models.BooleanField(
        _("条件を満たした人に自動で発行する"),
        default=True,
        help_text=_("回の終了後、1時間ごとに調べて発行し、メールで知らせます。"),
    )
    title_ja = models.CharField(_("証の名称（日本語）"), max_length=40, default="修了証")
    title_en = models.CharField(
        _("証の名称（英語）"), max_length=80, default="Certificate of completion", blank=True
    )
    text_ja = models.TextField(
        _("証の文面（日本語）"),
        max_length=300,
        default="あなたは下記の催しに参加し、所定の課程を修了されたことを証します。",
    )
    text_en = models.TextField(
        _("証の文面（英語）"),
        max_length=400,
        default="has taken part in the event named below and completed its programme.",
        blank=True,
    )
    issuer_ja = models.CharField(_("発行者（日本語）"), max_length=120)
    issuer_en = models.CharField(_("発行者（英語）"), max_length=160, blank=True)
    signatory_ja = models.CharField(_("職名と氏名（日本語）"), max_length=120, blank=True)
    signatory_en = models.CharField(_("職名と氏名（英語）"), max_length=160, blank=True)

    class Meta:
        verbose_name = _("修了証の条件")
        verbose_name_plural = _("修了証の条件")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(minimum_percent__lte=100),
                name="certificate_rule_percent_at_most_100",
                violation_error_message=_("割合は100%までです。"),
            )
        ]

    def __str__(self) -> str:
        return self.title_ja

    def words(self, field: str, language: str) -> str:
        """``field`` in ``language``."""
        return in_language(self, field, language)


class CertificateCounter(models.Model):
    """The last number given in one fiscal year; raised by one UPDATE."""

    fiscal_year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("修了証の番号")
        verbose_name_plural = _("修了証の番号")

    def __str__(self) -> str:
        return f"{self.fiscal_year}: {self.last}"


class Certificate(models.Model):
    """One certificate as it was printed; ``printed`` holds its words for ever.

    The person may be gone from the list of attendees; name and address are kept here, and
    leave when the person wishes it or the time is over.
    """

    number = models.CharField(_("番号"), max_length=12, unique=True, editable=False)
    code = models.CharField(
        _("確認用の符号"), max_length=32, unique=True, default=new_code, editable=False
    )
    session = models.ForeignKey(
        Session, verbose_name=_("回"), on_delete=models.PROTECT, related_name="certificates"
    )
    attendee = models.ForeignKey(
        Attendee,
        verbose_name=_("参加者"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="certificates",
    )
    family_name = models.CharField(_("姓"), max_length=60, blank=True)
    given_name = models.CharField(_("名"), max_length=60, blank=True)
    company_name = models.CharField(_("事業者名"), max_length=120, blank=True)
    email = models.EmailField(_("メールアドレス"), blank=True)
    language = models.CharField(max_length=5, default="ja")
    printed = models.JSONField(default=dict)
    state = models.CharField(
        _("状態"), max_length=10, choices=CertificateState, default=CertificateState.VALID
    )
    issued_at = models.DateTimeField(_("発行日時"), auto_now_add=True)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("発行した人"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    ended_at = models.DateTimeField(_("無効になった日時"), null=True, blank=True)
    reason = models.CharField(_("無効にした理由"), max_length=300, blank=True)
    replaces = models.OneToOneField(
        "self",
        verbose_name=_("前の修了証"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="replaced_by",
    )

    class Meta:
        verbose_name = _("修了証")
        verbose_name_plural = _("修了証")
        ordering = ("-id",)
        constraints = [
            models.UniqueConstraint(
                fields=("session", "attendee"),
                condition=models.Q(state="valid"),
                name="certificate_one_valid_per_person",
                violation_error_message=_("この方には有効な修了証があります。"),
            )
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def full_name(self) -> str:
        """The name as printed."""
        return f"{self.family_name} {self.given_name}".strip()

    @property
    def is_valid(self) -> bool:
        """Whether it counts."""
        return self.state == CertificateState.VALID

    @property
    def spaced_code(self) -> str:
        """The code in groups, as printed."""
        parts = range(0, len(self.code), LETTERS)
        return "-".join(self.code[start : start + LETTERS] for start in parts)

    def word(self, name: str) -> Any:
        """One of the printed words."""
        return self.printed.get(name, "")
