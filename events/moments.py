"""Dates and times of sessions in words, on the clock of Asia/Tokyo."""

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language

WEEKDAYS_JA = "月火水木金土日"


def day_in_words(moment: datetime) -> str:
    """2027年1月27日（水） / Wednesday 27 January 2027."""
    local = timezone.localtime(moment)
    if (get_language() or "ja").startswith("en"):
        return date_format(local, "l j F Y", use_l10n=False)
    return f"{local.year}年{local.month}月{local.day}日（{WEEKDAYS_JA[local.weekday()]}）"


def month_in_words(moment: datetime) -> str:
    """2027年1月 / January 2027."""
    local = timezone.localtime(moment)
    if (get_language() or "ja").startswith("en"):
        return date_format(local, "F Y", use_l10n=False)
    return f"{local.year}年{local.month}月"


def moment_in_words(moment: datetime) -> str:
    """Day and time."""
    return f"{day_in_words(moment)} {timezone.localtime(moment):%H:%M}"


def time_in_words(moment: datetime) -> str:
    """15:42, on the clock of Asia/Tokyo."""
    return f"{timezone.localtime(moment):%H:%M}"


def span_in_words(start: datetime, end: datetime) -> str:
    """Day and times of a session; both days when it runs overnight."""
    first, last = timezone.localtime(start), timezone.localtime(end)
    english = (get_language() or "ja").startswith("en")
    dash = "–" if english else "〜"
    zone = " (JST)" if english else ""
    until = f"{last:%H:%M}" if first.date() == last.date() else moment_in_words(end)
    return f"{day_in_words(start)} {first:%H:%M}{dash}{until}{zone}"
