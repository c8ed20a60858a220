"""People, the organizations they belong to, and in which role."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.taxonomy.models import Prefecture, Sector

from .enums import MembershipRole, OrganizationSize
from .querysets import InvitationQuerySet


class UserManager(BaseUserManager["User"]):
    """Makes users; the e-mail address is the name to sign in with."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A new active user; ``password`` None means sign-in by e-mailed code only."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A user with every right."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """A person; signs in by e-mail address."""

    email = models.EmailField(_("メールアドレス"), unique=True)
    family_name = models.CharField(_("姓"), max_length=60, blank=True)
    given_name = models.CharField(_("名"), max_length=60, blank=True)
    family_name_kana = models.CharField(_("セイ"), max_length=60, blank=True)
    given_name_kana = models.CharField(_("メイ"), max_length=60, blank=True)
    phone = models.CharField(_("電話番号"), max_length=20, blank=True)
    language = models.CharField(_("使う言語"), max_length=5, default="ja")
    is_staff = models.BooleanField(_("局の職員"), default=False)
    is_active = models.BooleanField(_("有効"), default=True)
    date_joined = models.DateTimeField(_("登録日時"), default=timezone.now)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = UserManager()

    class Meta:
        verbose_name = _("利用者")
        verbose_name_plural = _("利用者")
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_any_case_unique")]

    def __str__(self) -> str:
        return self.get_full_name() or self.email

    def get_full_name(self) -> str:
        """姓 名, family name first as Japanese names are."""
        return f"{self.family_name} {self.given_name}".strip()

    def get_short_name(self) -> str:
        """The family name, else the address."""
        return self.family_name or self.email

    # Wagtail's user forms and chooser speak of first and last names.
    @property
    def first_name(self) -> str:
        """Wagtail's word for the given name."""
        return self.given_name

    @property
    def last_name(self) -> str:
        """Wagtail's word for the family name."""
        return self.family_name


class Organization(models.Model):
    """事業者: a company or body that registers, needs or offers."""

    name = models.CharField(_("事業者名"), max_length=120)
    name_kana = models.CharField(_("事業者名（フリガナ）"), max_length=120, blank=True)
    corporate_number = models.CharField(
        _("法人番号"), max_length=13, unique=True, null=True, blank=True
    )
    sector = models.ForeignKey(Sector, verbose_name=_("業種"), on_delete=models.PROTECT)
    size = models.CharField(_("従業員数"), max_length=10, choices=OrganizationSize)
    postal_code = models.CharField(_("郵便番号"), max_length=7)
    prefecture = models.ForeignKey(
        Prefecture, verbose_name=_("都道府県"), on_delete=models.PROTECT
    )
    city = models.CharField(_("市区町村・町域"), max_length=120)
    street = models.CharField(_("番地・建物名"), max_length=120, blank=True)
    phone = models.CharField(_("電話番号"), max_length=20, blank=True)
    website = models.URLField(_("ウェブサイト"), blank=True)
    is_provider = models.BooleanField(_("支援を提供する事業者"), default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("事業者")
        verbose_name_plural = _("事業者")
        ordering = ("name", "id")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(corporate_number__isnull=True)
                | models.Q(corporate_number__regex=r"^[1-9][0-9]{12}$"),
                name="organization_corporate_number_form",
                violation_error_message=_("法人番号は13桁の数字です。"),
            )
        ]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A user's place in an organization."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="memberships"
    )
    role = models.CharField(_("役割"), max_length=10, choices=MembershipRole)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("所属")
        verbose_name_plural = _("所属")
        constraints = [
            models.UniqueConstraint(
                fields=("user", "organization"), name="membership_once_per_organization"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organization}: {self.user}"


class Invitation(models.Model):
    """A colleague asked by mail to join; the link in the mail names it, signed."""

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="invitations"
    )
    email = models.EmailField(_("メールアドレス"))
    role = models.CharField(_("役割"), max_length=10, choices=MembershipRole)
    invited_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(_("期限"))
    accepted_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("招待")
        verbose_name_plural = _("招待")
        ordering = ("-id",)
        constraints = [
            models.CheckConstraint(
                condition=models.Q(accepted_at__isnull=True) | models.Q(cancelled_at__isnull=True),
                name="invitation_accepted_or_cancelled",
            ),
            models.UniqueConstraint(
                Lower("email"),
                "organization",
                condition=models.Q(accepted_at__isnull=True, cancelled_at__isnull=True),
                name="invitation_one_open_per_address",
                violation_error_message=_("この方はすでに招待しています。"),
            ),
        ]

    def __str__(self) -> str:
        return f"invitation:{self.pk}"
