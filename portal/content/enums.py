"""Closed lists of the room."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Cost(models.TextChoices):
    """What following a guide or using a tool costs."""

    FREE = "free", _("無料")
    LOW = "low", _("少額")
    MID = "mid", _("中程度")
    HIGH = "high", _("高額")


class SourceStatus(models.TextChoices):
    """How far a statement was checked; S and U are shown as 要確認."""

    VERIFIED = "V", _("原典で確認済み")
    OFFICIAL = "P", _("公式ページの抜粋で確認")
    SECONDARY = "S", _("二次情報のみ（要確認）")
    UNVERIFIED = "U", _("未確認（要確認）")


class ReadingState(models.TextChoices):
    """What came of reading a file for its words; only the first is found by them."""

    READ = "read", _("読み取りました")
    EMPTY = "empty", _("文字がありません")
    ENCRYPTED = "encrypted", _("パスワードがかかっています")
    BROKEN = "broken", _("壊れています")
    TOO_LARGE = "too_large", _("大きすぎます")
    TOO_SLOW = "too_slow", _("読むのに時間がかかりすぎます")
    MISSING = "missing", _("ファイルがありません")
    NO_READER = "no_reader", _("読み取る部品がありません")


UNCHECKED = frozenset({SourceStatus.SECONDARY, SourceStatus.UNVERIFIED})


class CalloutKind(models.TextChoices):
    """What a boxed remark tells the reader."""

    INFO = "info", _("お知らせ")
    CAUTION = "caution", _("注意")
    DONE = "done", _("完了の目安")
    DANGER = "danger", _("してはいけないこと")


class ChartKind(models.TextChoices):
    """Forms of a chart."""

    BAR = "bar", _("横棒")
    COLUMN = "column", _("縦棒")
    LINE = "line", _("折れ線")
    STACKED = "stacked", _("積み上げ")
    MAP = "map", _("九州の地図")
