"""Days, months and years as people write them: 3月, 来月, 3/15, 令和8年3月, next month."""

import calendar
import re
from collections.abc import Callable
from datetime import date, timedelta

from .periods import Period

# The year before the first of each era; an era goes on until the next begins.
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "r": 2018, "h": 1988}
_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_NAMES = "|".join(_MONTHS)
# English names of months that alone are another word.
_ALSO_WORDS = frozenset({"may"})
_THIRDS = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31)}
_YEARS = range(1900, 2101)


def _day(year: int, month: int, day: int) -> list[Period]:
    try:
        one = date(year, month, day)
    except ValueError:
        return []
    return [Period(one, one)] if year in _YEARS else []


def _month(year: int, month: int, third: str | None = None) -> list[Period]:
    if not (1 <= month <= 12 and year in _YEARS):
        return []
    first, last = _THIRDS.get(third or "", (1, 31))
    last = min(last, calendar.monthrange(year, month)[1])
    return [Period(date(year, month, first), date(year, month, last))]


def _year(year: int, *, fiscal: bool = False) -> list[Period]:
    if year not in _YEARS:
        return []
    if fiscal:  # from April to March
        return [Period(date(year, 4, 1), date(year + 1, 3, 31))]
    return [Period(date(year, 1, 1), date(year, 12, 31))]


def _undated(month: int, day: str | None, third: str | None, today: date) -> list[Period]:
    """Without a year: the coming one first, then the latest that has passed."""
    periods: list[Period] = []
    for year in (today.year - 1, today.year, today.year + 1):
        periods += _day(year, month, int(day)) if day else _month(year, month, third)
    coming = [period for period in periods if period.until and period.until >= today]
    passed = [period for period in periods if period not in coming]
    return coming[:1] + passed[-1:]


def _written(found: re.Match[str], today: date) -> list[Period]:
    """What the named parts of a pattern say."""
    part: dict[str, str | None] = {"year": None, "era": None, **found.groupdict()}
    named, month, day, third = (part.get(name) for name in ("name", "month", "day", "third"))
    number = _MONTHS[named] if named else int(month) if month else 0
    if part["year"] is None:
        return _undated(number, day, third, today)
    year = 1 if part["year"] == "元" else int(part["year"])
    year += _ERAS[part["era"]] if part["era"] else 0
    if day:
        return _day(year, number, int(day))
    if number:
        return _month(year, number, third)
    return _year(year, fiscal=bool(part.get("fiscal")))


_MONTH = r"(?P<month>\d{1,2})月(?P<third>上旬|中旬|下旬)?"
_DAY = r"(?P<month>\d{1,2})月(?P<day>\d{1,2})日"
# The first that fits is taken, so the longer stand first.
_PATTERNS = [
    re.compile(pattern)
    for pattern in (
        rf"(?P<day>\d{{1,2}}) (?P<name>{_NAMES})(?: (?P<year>\d{{4}}))?(?![a-z0-9])",
        rf"(?P<name>{_NAMES}) (?P<day>\d{{1,2}}),? (?P<year>\d{{4}})(?!\d)",
        rf"(?P<name>{_NAMES}) (?P<year>\d{{4}})(?!\d)",
        rf"(?P<name>{_NAMES}) (?P<day>\d{{1,2}})(?!\d)",
        rf"(?P<name>{_NAMES})(?![a-z0-9])",
        *(
            year + rest
            for year in (
                r"(?P<era>令和|平成|昭和)(?P<year>\d{1,2}|元)年",
                r"(?P<year>\d{4})年",
            )
            for rest in (_DAY, _MONTH, r"(?P<fiscal>度)", r"(?![度間\d])")
        ),
        r"(?P<era>[rh])(?P<year>\d{1,2})[./](?P<month>\d{1,2})(?![\d./])",
        r"(?P<year>\d{4})(?P<sign>[-/.])(?P<month>\d{1,2})(?P=sign)(?P<day>\d{1,2})(?!\d)",
        r"(?P<year>\d{4})[-/](?P<month>\d{1,2})(?![-/\d])",
        _DAY,
        r"(?P<month>\d{1,2})/(?P<day>\d{1,2})(?![/\d])",
        rf"{_MONTH}(?![間額次例\d])",
    )
]

Relative = Callable[[date], list[Period]]


def _days(first: int, last: int) -> Relative:
    return lambda today: [Period(today + timedelta(first), today + timedelta(last))]


def _week(ahead: int) -> Relative:
    def week(today: date) -> list[Period]:
        monday = today + timedelta(7 * ahead - today.weekday())
        return [Period(monday, monday + timedelta(6))]

    return week


def _months_ahead(ahead: int) -> Relative:
    def month(today: date) -> list[Period]:
        months = today.year * 12 + today.month - 1 + ahead
        return _month(months // 12, months % 12 + 1)

    return month


def _years_ahead(ahead: int) -> Relative:
    return lambda today: _year(today.year + ahead)


def _fiscal_years_ahead(ahead: int) -> Relative:
    return lambda today: _year(today.year - (today.month < 4) + ahead, fiscal=True)


_WORDS: dict[str, Relative] = {
    word: meaning
    for words, meaning in (
        ("今日 本日 today", _days(0, 0)),
        ("明日 あした tomorrow", _days(1, 1)),
        ("今週 this_week", _week(0)),
        ("来週 next_week", _week(1)),
        ("今月 this_month", _months_ahead(0)),
        ("来月 next_month", _months_ahead(1)),
        ("再来月", _months_ahead(2)),
        ("先月 last_month", _months_ahead(-1)),
        ("今年 本年 this_year", _years_ahead(0)),
        ("来年 next_year", _years_ahead(1)),
        ("去年 昨年 last_year", _years_ahead(-1)),
        ("今年度 本年度", _fiscal_years_ahead(0)),
        ("来年度", _fiscal_years_ahead(1)),
        ("昨年度 去年度", _fiscal_years_ahead(-1)),
    )
    for word in words.split()
}
_RELATIVE = {word.replace("_", " "): meaning for word, meaning in _WORDS.items()}
_LONGEST_FIRST = sorted(_RELATIVE, key=len, reverse=True)


def read(text: str, start: int, today: date) -> tuple[int, list[Period]]:
    """Where the date that begins at ``start`` of ``text`` ends, and what it means.

    ``text`` has its widths and case folded. Several periods where no year is named: the
    likeliest first. None when there is no date, or not one of the calendar.
    """
    for word in _LONGEST_FIRST:
        end = start + len(word)
        if text.startswith(word, start) and not (word.isascii() and text[end : end + 1].isalnum()):
            return end, _RELATIVE[word](today)
    for pattern in _PATTERNS:
        found = pattern.match(text, start)
        if found and found[0] not in _ALSO_WORDS and (periods := _written(found, today)):
            return found.end(), periods
    return start, []
