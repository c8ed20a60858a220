"""演習開催希望: a body asks for an exercise; what staff noted about it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.enums import SessionFormat
from events.models import Event
from portal.taxonomy.models import Prefecture, Sector

from .enums import BodyKind, RequestState


class ExerciseRequest(models.Model):
    """One request, from receipt to a planned event or a reasoned no."""

    reference = models.CharField(_("受付番号"), max_length=20, unique=True, editable=False)
    key = models.CharField(max_length=64, unique=True, editable=False)
    body = models.CharField(_("団体名"), max_length=160)
    kind = models.CharField(_("団体の種類"), max_length=12, choices=BodyKind)
    contact_name = models.CharField(_("担当者のお名前"), max_length=120)
    contact_email = models.EmailField(_("メールアドレス"))
    contact_phone = models.CharField(_("電話番号"), max_length=20, blank=True)
    prefecture = models.ForeignKey(
        Prefecture, verbose_name=_("開きたい地域"), on_delete=models.PROTECT, related_name="+"
    )
    sector = models.ForeignKey(
        Sector,
        verbose_name=_("参加してほしい会社の業種"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    months = models.JSONField(_("開きたい時期"), default=list)
    companies = models.PositiveSmallIntegerField(_("参加する会社のおよその数"))
    format = models.CharField(_("開催形式"), max_length=8, choices=SessionFormat)
    message = models.TextField(_("相談したいこと"), max_length=2000, blank=True)
    language = models.CharField(_("連絡に使う言語"), max_length=5, default="ja")
    state = models.CharField(
        _("状態"), max_length=10, choices=RequestState, default=RequestState.RECEIVED
    )
    state_since = models.DateTimeField(_("状態が変わった日時"))
    reply = models.TextField(_("最後のお返事"), max_length=2000, blank=True)
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("受け持つ職員"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    event = models.OneToOneField(
        Event,
        verbose_name=_("作ったイベント"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="exercise_request",
    )
    link_version = models.PositiveSmallIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(_("受付日時"), auto_now_add=True)

    class Meta:
        verbose_name = pgettext_lazy("one", "演習開催希望")
        verbose_name_plural = _("演習開催希望")
        ordering = ("-id",)
        constraints = [
            models.CheckConstraint(
                condition=models.Q(companies__gte=1),
                name="exercise_request_some_companies",
                violation_error_message=_("会社の数は1以上にしてください。"),
            )
        ]
        indexes = [
            models.Index(fields=("state", "state_since"), name="exercise_request_state_since")
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.body}"

    @property
    def is_open(self) -> bool:
        """Whether it waits for the office."""
        return self.state in (RequestState.RECEIVED, RequestState.CONSULTED)


class RequestNote(models.Model):
    """What staff noted for each other; the requester does not see it."""

    request = models.ForeignKey(ExerciseRequest, on_delete=models.CASCADE, related_name="notes")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    text = models.TextField(_("メモ"), max_length=2000)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("メモ")
        verbose_name_plural = _("メモ")
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.request_id} {self.pk}"
