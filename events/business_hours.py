"""営業時間: weekdays from 9:00 to 17:00 in Tokyo, without holidays and the turn of the year.

Holidays are those of 国民の祝日に関する法律, from ``jpholiday``; offices of the state are also
closed from 29 December to 3 January (行政機関の休日に関する法律, article 1).
"""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import jpholiday

TOKYO = ZoneInfo("Asia/Tokyo")
OPENS, CLOSES = time(9), time(17)
SATURDAY = 5
DAY = timedelta(days=1)


def is_business_day(day: date) -> bool:
    """Whether the office is open on ``day`` (a date of Tokyo)."""
    if day.weekday() >= SATURDAY or jpholiday.is_holiday(day):
        return False
    return not ((day.month, day.day) >= (12, 29) or (day.month, day.day) <= (1, 3))


def opening(day: date) -> datetime:
    """9:00 on ``day``."""
    return datetime.combine(day, OPENS, tzinfo=TOKYO)


def closing(day: date) -> datetime:
    """17:00 on ``day``."""
    return datetime.combine(day, CLOSES, tzinfo=TOKYO)


def add(start: datetime, hours: int) -> datetime:
    """The moment at which ``hours`` business hours have passed since ``start`` (aware)."""
    left = timedelta(hours=hours)
    moment = start.astimezone(TOKYO)
    while True:
        day = moment.date()
        begins = max(moment, opening(day))
        if is_business_day(day) and begins < closing(day):
            if begins + left <= closing(day):
                return begins + left
            left -= closing(day) - begins
        moment = datetime.combine(day + DAY, time(0), tzinfo=TOKYO)


def between(start: datetime, end: datetime) -> timedelta:
    """How much business time lies between two aware moments; none when ``end`` comes first."""
    passed = timedelta(0)
    moment, end = start.astimezone(TOKYO), end.astimezone(TOKYO)
    while moment < end:
        day = moment.date()
        if is_business_day(day):
            passed += max(min(end, closing(day)) - max(moment, opening(day)), timedelta(0))
        moment = datetime.combine(day + DAY, time(0), tzinfo=TOKYO)
    return passed


def last_closing_before(moment: datetime) -> datetime:
    """17:00 of the last business day before the day of ``moment``."""
    day = moment.astimezone(TOKYO).date() - DAY
    while not is_business_day(day):
        day -= DAY
    return closing(day)
