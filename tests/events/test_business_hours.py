"""Business hours: nights, weekends, holidays and the turn of the year do not count."""

from datetime import UTC, date, datetime, timedelta

import pytest

from events import business_hours as hours


def tokyo(text):
    return datetime.fromisoformat(text).replace(tzinfo=hours.TOKYO)


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        # Within a day, to its last minute, and over a night.
        ("2026-11-25T10:30", 2, "2026-11-25T12:30"),
        ("2026-11-25T09:00", 8, "2026-11-25T17:00"),
        ("2026-11-25T16:30", 1, "2026-11-26T09:30"),
        # Before opening, after closing, and on either side of midnight.
        ("2026-11-25T07:00", 1, "2026-11-25T10:00"),
        ("2026-11-25T18:00", 1, "2026-11-26T10:00"),
        ("2026-11-25T23:59", 1, "2026-11-26T10:00"),
        ("2026-11-26T00:00", 1, "2026-11-26T10:00"),
        # A weekend; Labour Thanksgiving Day on a Monday.
        ("2026-11-27T16:00", 2, "2026-11-30T10:00"),
        ("2026-11-20T15:00", 16, "2026-11-25T15:00"),
        # Golden Week: 29 April is a Wednesday; 3 to 6 May are holidays (the 6th in lieu).
        ("2026-05-01T16:00", 2, "2026-05-07T10:00"),
        ("2026-04-28T16:00", 2, "2026-04-30T10:00"),
        # The turn of the year, and a weekend right behind it.
        ("2026-12-28T16:00", 2, "2027-01-04T10:00"),
        ("2027-12-28T16:00", 2, "2028-01-04T10:00"),
        # Silver Week: a day between two holidays is one too.
        ("2026-09-18T16:00", 2, "2026-09-24T10:00"),
    ],
)
def test_hours_are_counted_on_the_clock_of_the_office(start, count, end):
    assert hours.add(tokyo(start), count) == tokyo(end)


def test_the_clock_is_that_of_tokyo_whatever_the_zone_of_the_moment():
    # 16:30 in Tokyo is 7:30 in Greenwich; 15:30 UTC is past midnight in Tokyo.
    assert hours.add(datetime(2026, 11, 25, 7, 30, tzinfo=UTC), 1) == tokyo("2026-11-26T09:30")
    assert hours.add(datetime(2026, 11, 25, 15, 30, tzinfo=UTC), 1) == tokyo("2026-11-26T10:00")


@pytest.mark.parametrize(
    ("start", "end", "passed"),
    [
        ("2026-11-25T16:00", "2026-11-26T10:00", 2),
        ("2026-11-27T12:00", "2026-11-30T12:00", 8),
        ("2026-12-29T09:00", "2027-01-03T17:00", 0),
        ("2026-11-26T10:00", "2026-11-25T10:00", 0),
    ],
)
def test_time_between_two_moments(start, end, passed):
    assert hours.between(tokyo(start), tokyo(end)) == timedelta(hours=passed)


def test_adding_and_measuring_agree():
    start = tokyo("2026-04-27T14:20")
    for count in range(1, 60):
        assert hours.between(start, hours.add(start, count)) == timedelta(hours=count)


@pytest.mark.parametrize(
    ("moment", "closed"),
    [
        ("2026-11-26T13:00", "2026-11-25T17:00"),
        ("2026-11-30T00:00", "2026-11-27T17:00"),
        ("2026-05-07T10:00", "2026-05-01T17:00"),
        ("2027-01-04T09:00", "2026-12-28T17:00"),
    ],
)
def test_the_last_closing_before_a_day(moment, closed):
    assert hours.last_closing_before(tokyo(moment)) == tokyo(closed)


def test_the_days_of_the_office():
    assert hours.is_business_day(date(2026, 12, 28))
    assert not hours.is_business_day(date(2026, 12, 29))
    assert not hours.is_business_day(date(2027, 1, 1))
    assert hours.is_business_day(date(2027, 1, 4))
