"""Closed lists of this part."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Origin(models.TextChoices):
    """What made somebody write a need."""

    CHECK = "self_check", _("自社診断で見つかったこと")
    INSIGHT = "insight", _("イベントでの気付き")
    SEARCH = "search", _("検索で見つからなかったこと")


class AlertRhythm(models.TextChoices):
    """How often a person hears of new offers and needs that fit."""

    AT_ONCE = "at_once", _("見つかったらすぐ")
    DAILY = "daily", _("毎日まとめて")
    WEEKLY = "weekly", _("毎週月曜日にまとめて")
    OFF = "off", _("受け取らない")


class Language(models.TextChoices):
    """Languages in which help is given."""

    JAPANESE = "ja", _("日本語")
    ENGLISH = "en", _("英語")
    CHINESE = "zh", _("中国語")
    KOREAN = "ko", _("韓国語")
    VIETNAMESE = "vi", _("ベトナム語")


class HelpTeamKind(models.TextChoices):
    """Kinds of a listed サイバーセキュリティお助け隊サービス."""

    FIRST = "1", _("1類")
    SECOND = "2", _("2類")
