"""申込: one company's application for one session."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.accounts.enums import OrganizationSize
from portal.accounts.models import Organization
from portal.taxonomy.models import Prefecture, Sector

from ..enums import ACTIVE_STATES, HOLDING_STATES, Door, RegistrationState
from ..querysets import RegistrationQuerySet
from .participation_type import ParticipationType
from .session import Session


class Registration(models.Model):
    """One application with one or more named people.

    The company's details are copied in, as they were when it applied, so that
    lists stay true and people without an account can apply by the same service.
    """

    reference = models.CharField(_("受付番号"), max_length=20, unique=True, editable=False)
    session = models.ForeignKey(
        Session, verbose_name=_("回"), on_delete=models.PROTECT, related_name="registrations"
    )
    participation_type = models.ForeignKey(
        ParticipationType,
        verbose_name=_("参加区分"),
        on_delete=models.PROTECT,
        related_name="registrations",
    )
    organization = models.ForeignKey(
        Organization,
        verbose_name=_("事業者"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="registrations",
    )
    applicant = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("申込者"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="registrations",
    )
    applicant_key = models.CharField(max_length=300, editable=False)
    company_name = models.CharField(_("事業者名"), max_length=120)
    corporate_number = models.CharField(_("法人番号"), max_length=13, blank=True)
    sector = models.ForeignKey(
        Sector, verbose_name=_("業種"), on_delete=models.PROTECT, related_name="+"
    )
    prefecture = models.ForeignKey(
        Prefecture, verbose_name=_("都道府県"), on_delete=models.PROTECT, related_name="+"
    )
    size = models.CharField(_("従業員数"), max_length=10, choices=OrganizationSize, blank=True)
    contact_name = models.CharField(_("連絡担当者"), max_length=121, blank=True)
    contact_email = models.EmailField(_("連絡先メールアドレス"))
    contact_phone = models.CharField(_("連絡先電話番号"), max_length=20, blank=True)
    message = models.TextField(_("事務局への連絡"), max_length=1000, blank=True)
    state = models.CharField(_("状態"), max_length=10, choices=RegistrationState)
    places = models.PositiveSmallIntegerField(_("枠の数"), default=1)
    minimum_people = models.PositiveSmallIntegerField(
        _("参加できる最少人数"),
        null=True,
        blank=True,
        help_text=_("空欄は、全員が参加できるときだけ参加する申込です。"),
    )
    applied_type = models.ForeignKey(
        ParticipationType,
        verbose_name=_("はじめに申し込んだ区分"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("代わりの区分に移ったときに残ります。"),
    )
    accepts_fallback = models.BooleanField(_("満員のとき代わりの区分で参加する"), default=False)
    language = models.CharField(_("連絡に使う言語"), max_length=5, default="ja")
    door = models.CharField(_("受付経路"), max_length=8, choices=Door, default=Door.WEB)
    idempotency_key = models.CharField(
        max_length=64, unique=True, null=True, blank=True, editable=False
    )
    link_version = models.PositiveSmallIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(_("申込日時"), auto_now_add=True)
    confirmed_at = models.DateTimeField(_("確定日時"), null=True, blank=True)
    waitlisted_at = models.DateTimeField(_("キャンセル待ち開始日時"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("キャンセル日時"), null=True, blank=True)
    waitlist_rank = models.PositiveIntegerField(
        _("補欠の順位"), null=True, blank=True, help_text=_("空欄は申込順です。")
    )
    offered_at = models.DateTimeField(_("繰上げ案内日時"), null=True, blank=True)
    offer_expires_at = models.DateTimeField(_("繰上げ案内の期限"), null=True, blank=True)
    changed_at = models.DateTimeField(_("内容の変更日時"), null=True, blank=True)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("申込")
        verbose_name_plural = pgettext_lazy("several", "申込")
        ordering = ("-id",)
        constraints = [
            models.UniqueConstraint(
                fields=("session", "applicant_key"),
                condition=models.Q(state__in=ACTIVE_STATES),
                name="registration_once_per_session",
                violation_error_message=_("この回にはすでにお申し込みいただいています。"),
            ),
            models.CheckConstraint(
                condition=models.Q(places__gte=1), name="registration_needs_a_place"
            ),
            models.CheckConstraint(
                condition=~models.Q(state=RegistrationState.OFFERED)
                | models.Q(offer_expires_at__isnull=False),
                name="registration_offer_has_a_deadline",
                violation_error_message=_("繰上げ案内には回答期限が要ります。"),
            ),
        ]
        indexes = [
            models.Index(
                fields=("participation_type", "waitlisted_at", "id"),
                condition=models.Q(state="waitlisted"),
                name="registration_waitlist",
            ),
            models.Index(fields=("session", "state"), name="registration_session_state"),
            models.Index(
                fields=("offer_expires_at",),
                condition=models.Q(state="offered"),
                name="registration_offers",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.company_name}"

    @property
    def is_active(self) -> bool:
        """Whether it still counts."""
        return self.state in ACTIVE_STATES

    @property
    def holds_place(self) -> bool:
        """Whether it counts in ``taken``."""
        return self.state in HOLDING_STATES

    @property
    def is_confirmed(self) -> bool:
        """Whether the people may come."""
        return self.state == RegistrationState.CONFIRMED

    @property
    def is_offered(self) -> bool:
        """Whether a place is kept for it until its deadline."""
        return self.state == RegistrationState.OFFERED

    @property
    def is_waiting(self) -> bool:
        """Whether it stands on the waitlist."""
        return self.state == RegistrationState.WAITLISTED
