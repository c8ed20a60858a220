"""Closed lists of this part."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """How somebody was there."""

    ONSITE = "onsite", _("会場")
    ONLINE = "online", _("オンライン")


class Source(models.TextChoices):
    """What tells of it."""

    SCAN = "scan", _("QRコード")
    MANUAL = "manual", _("手入力")
    WALK_IN = "walk_in", _("当日受付")
    JOIN = "join", _("オンラインの入口")
    IMPORT = "import", _("参加記録の取込み")


class Step(models.TextChoices):
    """What happened."""

    ARRIVE = "arrive", _("来場")
    LEAVE = "leave", _("退場")
    JOIN = "join", _("入室")


class Outcome(models.TextChoices):
    """What the register said to it; only the first two count as having been there."""

    COUNTED = "counted", _("受け付けました")
    AGAIN = "again", _("受付済みです")
    LEFT = "left", _("退場を記録しました")
    CANCELLED = "cancelled", _("キャンセル済みです")
    NOT_CONFIRMED = "not_confirmed", _("参加が確定していません")
    OTHER_SESSION = "other_session", _("別の回の参加証です")
    OTHER_WAY = "other_way", _("オンライン参加の方です")
    UNKNOWN = "unknown", _("名簿にありません")


CONFLICTS: tuple[str, ...] = (
    Outcome.CANCELLED,
    Outcome.NOT_CONFIRMED,
    Outcome.OTHER_SESSION,
    Outcome.OTHER_WAY,
    Outcome.UNKNOWN,
)
"""What a member of staff has to look at."""

SETTLEABLE: tuple[str, ...] = (Outcome.CANCELLED, Outcome.NOT_CONFIRMED, Outcome.OTHER_WAY)
"""Conflicts about a known person of this session: staff may count the person all the same."""


class Gate(models.TextChoices):
    """Where the online entrance of one person stands."""

    EARLY = "early", _("まだ開いていません")
    OPEN = "open", _("入れます")
    OVER = "over", _("終了しました")
    CALLED_OFF = "called_off", _("中止になりました")
    POSTPONED = "postponed", _("延期になりました")
    NO_LINK = "no_link", _("準備中です")
    CLOSED = "closed", _("参加が確定していません")
    NOT_ONLINE = "not_online", _("会場で参加する区分です")
