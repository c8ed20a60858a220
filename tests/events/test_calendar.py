"""Calendar files: parsed by the library, checked against RFC 5545, 5546 and 6047."""

import base64
from datetime import datetime
from zoneinfo import ZoneInfo

import icalendar
import pytest

from events.models import Session
from events.services import calendar, decisions
from portal.delivery.models import Mail
from tests.factories import events as make

pytestmark = pytest.mark.django_db
TOKYO = ZoneInfo("Asia/Tokyo")
START = datetime(2027, 1, 27, 13, 0, tzinfo=TOKYO)


def calendar_of(mail):
    (attachment,) = [a for a in mail.attachments if a.get("filename") == "invite.ics"]
    parsed = icalendar.Calendar.from_ical(base64.b64decode(attachment["content"]))
    return attachment, parsed, parsed.walk("VEVENT")[0]


@pytest.fixture
def confirmed():
    kind = make.make_type(make.make_session(starts_at=START))
    return make.apply(
        kind,
        attendees=[make.person("a@example.jp"), make.person("b@example.jp")],
        contact=make.contact("a@example.jp"),
    )


def test_each_mail_names_only_its_own_recipient(confirmed):
    for letter in Mail.objects.all():
        _attachment, _parsed, entry = calendar_of(letter)
        attendees = entry["ATTENDEE"]
        attendees = attendees if isinstance(attendees, list) else [attendees]
        assert [str(one) for one in attendees] == [f"mailto:{letter.recipient}"]
        assert attendees[0].params["CN"] == "髙﨑 花子"
    assert Mail.objects.count() == 2


def test_a_confirmation_is_a_request_with_the_time_of_tokyo(confirmed):
    attachment, parsed, entry = calendar_of(Mail.objects.get(recipient="a@example.jp"))
    assert parsed["METHOD"] == "REQUEST"
    assert attachment["content_type"] == "text/calendar; method=REQUEST; charset=utf-8"
    assert entry["DTSTART"].params["TZID"] == "Asia/Tokyo"
    assert entry.decoded("DTSTART") == START
    assert entry["UID"] == f"session-{confirmed.session_id}@events.secunity-portal"
    assert entry["SEQUENCE"] == 0
    assert entry["STATUS"] == "CONFIRMED"
    assert str(entry["ORGANIZER"]).startswith("mailto:")
    (zone,) = parsed.walk("VTIMEZONE")
    assert zone["TZID"] == "Asia/Tokyo"
    assert len(zone.walk("STANDARD")) == 1
    assert zone.walk("DAYLIGHT") == []


def test_a_cancellation_keeps_uid_and_organizer_and_raises_the_sequence(confirmed):
    before = calendar_of(Mail.objects.get(recipient="b@example.jp"))[2]
    decisions.cancel(registration=confirmed)
    for letter in Mail.objects.exclude(key__endswith="receipt").exclude(
        key__contains="invitation"
    ):
        attachment, parsed, entry = calendar_of(letter)
        assert parsed["METHOD"] == "CANCEL"
        assert "method=CANCEL" in attachment["content_type"]
        assert entry["STATUS"] == "CANCELLED"
        assert (entry["UID"], entry["ORGANIZER"]) == (before["UID"], before["ORGANIZER"])
        assert entry["SEQUENCE"] > before["SEQUENCE"]
    assert Mail.objects.filter(key__contains=":withdrawn:").count() == 1


def test_registering_again_has_a_sequence_above_the_cancellation(confirmed):
    decisions.cancel(registration=confirmed)
    again = make.apply(confirmed.participation_type, organization=confirmed.organization)
    mail = Mail.objects.get(key=f"registration:{again.reference}:receipt")
    assert calendar_of(mail)[2]["SEQUENCE"] == 1


def test_the_uid_survives_every_save(confirmed):
    session = Session.objects.get(pk=confirmed.session_id)
    uid = session.calendar_uid
    session.venue_ja = "別の会場"
    session.save()
    assert Session.objects.get(pk=session.pk).calendar_uid == uid


def test_no_secret_stands_in_an_entry(confirmed):
    Session.objects.update(join_url="https://webex.example.com/secret")
    session = Session.objects.get()
    text = calendar.published(sessions=[(session, "https://portal.example/1")], language="ja")
    assert b"webex.example.com" not in text
    assert b"METHOD:PUBLISH" in text
    for letter in Mail.objects.all():
        assert "/registrations/link/" not in str(calendar_of(letter)[2])


def test_a_sample_is_marked_in_every_entry(confirmed):
    event = confirmed.session.event
    event.is_sample = True
    text = calendar.published(
        sessions=[(confirmed.session, "https://portal.example/1")], language="ja"
    ).decode()
    assert (
        icalendar.Calendar.from_ical(text).walk("VEVENT")[0]["SUMMARY"].startswith("【デモ開催】")
    )
