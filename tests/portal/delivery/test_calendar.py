"""What all calendar files have in common, read back by the library and by the line."""

from datetime import UTC, datetime, timedelta

import icalendar
import pytest

from portal.delivery import calendar

START = datetime(2027, 1, 27, 4, 0, tzinfo=UTC)


def entry(**changes):
    fields = {
        "uid": "one@portal.example",
        "sequence": 3,
        "starts_at": START,
        "ends_at": START + timedelta(hours=1),
        "status": "CONFIRMED",
        "summary": "サイバーセキュリティ演習、" * 6,
        "location": "福岡市; 会場A, 2階",
        "description": "案内\nhttps://portal.example/1",
        "url": "https://portal.example/1",
    }
    return calendar.entry(**(fields | changes))


def read(content):
    """The file and its entries; every line as RFC 5545 has it."""
    lines = content.split(b"\r\n")
    assert lines[-1] == b""
    assert max(map(len, lines)) <= 75
    assert not any(b"\n" in line for line in lines)
    found = icalendar.Calendar.from_ical(content)
    return found, found.walk("VEVENT")


def test_what_goes_in_comes_out():
    found, (made,) = read(calendar.published([entry()]))
    assert (found["METHOD"], found["VERSION"], found["PRODID"]) == (
        "PUBLISH",
        "2.0",
        calendar.PRODUCT,
    )
    assert [str(zone["TZID"]) for zone in found.walk("VTIMEZONE")] == ["Asia/Tokyo"]
    assert (made["UID"], made["SEQUENCE"], made["STATUS"]) == (
        "one@portal.example",
        3,
        "CONFIRMED",
    )
    assert made["DTSTART"].params["TZID"] == "Asia/Tokyo"
    assert (made["DTSTART"].dt, made["DTEND"].dt) == (START, START + timedelta(hours=1))
    assert made["SUMMARY"] == "サイバーセキュリティ演習、" * 6
    assert made["LOCATION"] == "福岡市; 会場A, 2階"
    assert made["DESCRIPTION"] == "案内\nhttps://portal.example/1"
    assert "ATTENDEE" not in made


@pytest.mark.parametrize("name", ['山田 "太郎"; 情報, 部長: 他', "O'Neil", "a\nATTENDEE:x", ""])
@pytest.mark.parametrize(("accepted", "answer"), [(True, "ACCEPTED"), (False, "NEEDS-ACTION")])
def test_an_invitation_names_one_person_whatever_the_name(name, accepted, answer):
    made = calendar.invitation(
        "REQUEST", entry(), address="a@example.jp", name=name, accepted=accepted
    )
    assert made.content_type == "text/calendar; method=REQUEST; charset=utf-8"
    found, (one,) = read(made.content)
    assert found["METHOD"] == "REQUEST"
    assert str(one["ATTENDEE"]) == "mailto:a@example.jp"
    assert one["ATTENDEE"].params["CN"] == (name or "a@example.jp")
    assert one["ATTENDEE"].params["PARTSTAT"] == answer


def test_the_organizer_is_the_sender(settings):
    settings.DEFAULT_FROM_EMAIL = '"九州経済産業局: 事務局" <desk@example.jp>'
    _found, (one,) = read(calendar.published([entry()]))
    assert str(one["ORGANIZER"]) == "mailto:desk@example.jp"
    assert one["ORGANIZER"].params["CN"] == "九州経済産業局: 事務局"


def test_only_a_calendar_that_is_subscribed_to_has_a_name():
    found, _entries = read(calendar.published([entry()], name="演習"))
    assert (found["X-WR-CALNAME"], found["NAME"]) == ("演習", "演習")
    assert found["REFRESH-INTERVAL"].dt == timedelta(hours=4)
    assert "NAME" not in read(calendar.published([entry()]))[0]
