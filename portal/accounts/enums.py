"""Closed lists of the room."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """Roles of bureau staff; each is a Django group of that name."""

    EDITOR = "editor", _("編集者")
    PUBLISHER = "publisher", _("公開責任者")
    EVENT_MANAGER = "event_manager", _("イベント担当")
    COORDINATOR = "coordinator", _("コーディネーター")
    ADMINISTRATOR = "administrator", _("管理者")


class MembershipRole(models.TextChoices):
    """What a person may do for the organization."""

    OWNER = "owner", _("代表者")
    MEMBER = "member", _("担当者")


class OrganizationSize(models.TextChoices):
    """Number of employees."""

    S5 = "1-5", _("1〜5人")
    S20 = "6-20", _("6〜20人")
    S50 = "21-50", _("21〜50人")
    S100 = "51-100", _("51〜100人")
    S300 = "101-300", _("101〜300人")
    L = "301-", _("301人以上")
