"""The event itself, one for all languages, and the bodies that carry it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.taxonomy.models import Audience, Sector, Theme

from ..bilingual import in_language
from ..enums import AccessibilityOffer, Duty, EventKind, HostRole
from ..fields import ChoicesField


class Series(models.Model):
    """Events that belong together, such as the exercises of one fiscal year."""

    code = models.SlugField(_("コード"), max_length=80, unique=True)
    title_ja = models.CharField(_("名称（日本語）"), max_length=160)
    title_en = models.CharField(_("名称（英語）"), max_length=160, blank=True)
    description_ja = models.TextField(_("説明（日本語）"), max_length=400, blank=True)
    description_en = models.TextField(_("説明（英語）"), max_length=400, blank=True)

    class Meta:
        verbose_name = _("シリーズ")
        verbose_name_plural = _("シリーズ")
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """The name in the language of the moment."""
        return in_language(self, "title")

    @property
    def description(self) -> str:
        """What it is, in the language of the moment."""
        return in_language(self, "description")


class Event(models.Model):
    """What happens, whatever language it is told in; pages hold the words.

    ``title_*`` follow the titles of the published pages.
    """

    code = models.SlugField(
        _("コード"), max_length=80, unique=True, help_text=_("英小文字とハイフン。変更しません。")
    )
    title_ja = models.CharField(_("名称（日本語）"), max_length=160)
    title_en = models.CharField(_("名称（英語）"), max_length=160, blank=True)
    kind = models.CharField(_("種類"), max_length=12, choices=EventKind)
    series = models.ForeignKey(
        Series,
        verbose_name=_("シリーズ"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="events",
    )
    accessibility_offers = ChoicesField(
        _("用意できる配慮"), choices=AccessibilityOffer, blank=True, default=list
    )
    is_sample = models.BooleanField(
        _("デモ開催"),
        default=False,
        help_text=_("見本として作られた回です。実際には開催されません。"),
    )
    sectors = models.ManyToManyField(
        Sector, verbose_name=_("業種"), blank=True, related_name="events"
    )
    themes = models.ManyToManyField(
        Theme, verbose_name=_("テーマ"), blank=True, related_name="events"
    )
    audiences = models.ManyToManyField(
        Audience, verbose_name=_("対象"), blank=True, related_name="events"
    )
    contact_name_ja = models.CharField(_("問い合わせ先（日本語）"), max_length=160, blank=True)
    contact_name_en = models.CharField(_("問い合わせ先（英語）"), max_length=160, blank=True)
    contact_email = models.EmailField(_("問い合わせ先メールアドレス"), blank=True)
    contact_phone = models.CharField(_("問い合わせ先電話番号"), max_length=20, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = pgettext_lazy("one event", "イベント")
        verbose_name_plural = _("イベント")
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """The name in the language of the moment."""
        return in_language(self, "title")

    @property
    def contact_name(self) -> str:
        """Whom to ask, in the language of the moment."""
        return in_language(self, "contact_name")


class Host(models.Model):
    """A body that carries an event in one role; any number per role."""

    event = models.ForeignKey(
        Event,
        verbose_name=pgettext_lazy("one event", "イベント"),
        on_delete=models.CASCADE,
        related_name="hosts",
    )
    role = models.CharField(_("役割"), max_length=14, choices=HostRole)
    name_ja = models.CharField(_("団体名（日本語）"), max_length=160)
    name_en = models.CharField(_("団体名（英語）"), max_length=160, blank=True)
    url = models.URLField(_("ウェブサイト"), blank=True)
    receives_data = models.BooleanField(
        _("参加者名簿を受け取る"),
        default=False,
        help_text=_("申込画面の同意の文面に団体名が載ります。"),
    )
    position = models.PositiveSmallIntegerField(_("並び順"), default=0)

    class Meta:
        verbose_name = _("主催・共催・後援・協力")
        verbose_name_plural = _("主催・共催・後援・協力")
        ordering = ("position", "id")
        constraints = [
            models.UniqueConstraint(
                fields=("event", "role", "name_ja"),
                name="host_once_per_role",
                violation_error_message=_("この団体は同じ役割ですでに登録されています。"),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the language of the moment."""
        return in_language(self, "name")


class EventStaff(models.Model):
    """That a person has a duty in one event: the only right that person needs for it."""

    event = models.ForeignKey(
        Event,
        verbose_name=pgettext_lazy("one event", "イベント"),
        on_delete=models.CASCADE,
        related_name="staff",
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("利用者"),
        on_delete=models.CASCADE,
        related_name="event_duties",
    )
    duty = models.CharField(_("役割"), max_length=10, choices=Duty)
    host = models.ForeignKey(
        Host,
        verbose_name=_("共催者の団体"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="staff",
        help_text=_("共催者のときに選びます。同意のある申込だけが見えます。"),
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("イベントの担当")
        verbose_name_plural = _("イベントの担当")
        ordering = ("event", "duty", "id")
        constraints = [
            models.UniqueConstraint(
                fields=("event", "user", "duty"),
                name="event_staff_once_per_duty",
                violation_error_message=_("この人はすでにこの役割を持っています。"),
            ),
            models.CheckConstraint(
                condition=~models.Q(duty="co_host") | models.Q(host__isnull=False),
                name="event_staff_co_host_names_host",
                violation_error_message=_("共催者には団体を選んでください。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.get_duty_display()}"
