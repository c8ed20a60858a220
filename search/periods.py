"""Stretches of days: those that people choose among, and how a stretch is called."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

A_YEAR = timedelta(days=365)


@dataclass(frozen=True, order=True)
class Period:
    """From ``since`` to ``until``, both included; None is open."""

    since: date | None
    until: date | None


# The choices of the page in the order in which to show them.
CHOICES = {
    "coming": gettext_lazy("これから"),
    "month": gettext_lazy("今月"),
    "year": gettext_lazy("この1年"),
    "older": gettext_lazy("1年より前"),
}


def choices(today: date) -> dict[str, Period]:
    """Each choice as days; those of this month are also coming or past."""
    last = monthrange(today.year, today.month)[1]
    year_ago = today - A_YEAR
    return {
        "coming": Period(today, None),
        "month": Period(today.replace(day=1), today.replace(day=last)),
        "year": Period(year_ago, today - timedelta(1)),
        "older": Period(None, year_ago - timedelta(1)),
    }


def in_words(period: Period) -> str:
    """As people write it: a day, a month, a year, else from and to."""
    since, until = period.since, period.until
    if since is None or until is None:
        return " – ".join(date_format(day, "DATE_FORMAT") if day else "" for day in (since, until))
    if since == until:
        return date_format(since, "DATE_FORMAT")
    if (since.day, until.day) == (1, monthrange(until.year, until.month)[1]):
        if (since.year, since.month) == (until.year, until.month):
            return date_format(since, "YEAR_MONTH_FORMAT")
        if (since.year, since.month, until.month) == (until.year, 1, 12):
            return f"{since.year}" if _is_english() else f"{since.year}年"
        if (since.year + 1, since.month, until.month) == (until.year, 4, 3):
            return _("%(year)s年度") % {"year": since.year}
    return f"{date_format(since, 'DATE_FORMAT')} – {date_format(until, 'DATE_FORMAT')}"


def _is_english() -> bool:
    return (get_language() or "ja").startswith("en")


def months(period: Period, most: int = 12) -> list[tuple[int, int]]:
    """Year and month of all months that ``period`` touches, ``most`` at most."""
    if period.since is None or period.until is None:
        return []
    first = period.since.year * 12 + period.since.month - 1
    last = period.until.year * 12 + period.until.month - 1
    return [
        (month // 12, month % 12 + 1) for month in range(first, min(last, first + most - 1) + 1)
    ]
