"""Calendar files: parsed by the library, checked against RFC 5545, 5546 and 6047."""

import base64
import copy
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest

from events.models import Session
from events.services import answers, calendar, decisions, notices, sessions
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


def letters_of(name):
    return list(Mail.objects.filter(key__contains=f":{name}").order_by("pk"))


def step(session, **fields):
    """Save ``fields`` as the form of staff does, and tell whoever is concerned."""
    before = copy.copy(session)
    for name, value in fields.items():
        setattr(session, name, value)
    session.save()
    return sessions.announce(session=session, before=before, changed=fields)


@pytest.fixture
def session(confirmed):
    return Session.objects.select_related("event").get(pk=confirmed.session_id)


def test_a_move_is_a_request_with_the_next_sequence_to_each_person(confirmed, session):
    later = START + timedelta(days=7)
    assert step(session, starts_at=later, ends_at=later + timedelta(hours=4)) == 1
    changed = letters_of("changed")
    assert {mail.recipient for mail in changed} == {"a@example.jp", "b@example.jp"}
    for mail in changed:
        attachment, parsed, entry = calendar_of(mail)
        assert mail.subject.startswith("【変更】")
        assert parsed["METHOD"] == "REQUEST"
        assert "method=REQUEST" in attachment["content_type"]
        assert entry["SEQUENCE"] == 1
        assert entry["UID"] == f"session-{session.pk}@events.secunity-portal"
        assert entry.decoded("DTSTART") == later
        assert str(entry["ATTENDEE"]) == f"mailto:{mail.recipient}"
        # Clients differ: the change stands in the words of the mail too, old and new.
        assert "変更前: 2027年1月27日（水） 13:00〜17:00" in mail.text
        assert "2027年2月3日（水） 13:00〜17:00" in mail.text
        assert "変更前" in mail.html


def test_only_a_mail_about_a_change_speaks_of_an_earlier_entry(confirmed, session):
    words = "前にお送りした予定は置き換わります"
    step(session, venue_ja="小倉の会場")
    for mail in Mail.objects.all():
        is_change = ":changed" in mail.key
        assert "予定ファイル" in mail.text
        assert (words in mail.text) is is_change
        assert (words in mail.html) is is_change
    assert Mail.objects.filter(key__contains=":changed").count() == 2


def test_those_who_wait_and_those_with_an_offer_hear_of_the_move_too(confirmed, session):
    kind = confirmed.participation_type
    other = make.apply(make.make_type(session, allocation="selection"))
    kind.capacity = 1
    kind.save()
    offered, waiting = make.apply(kind), make.apply(kind)
    decisions.cancel(registration=confirmed)
    assert step(session, venue_ja="第2会場") == 2
    told = {mail.recipient: mail for mail in letters_of("changed")}
    assert set(told) == {waiting.contact_email, other.contact_email}
    assert all(mail.attachments == [] for mail in told.values())
    again = [mail for mail in letters_of("offer") if mail.recipient == offered.contact_email]
    assert len(again) == 2
    assert "第2会場" in again[1].text


def test_a_postponed_session_stands_as_off_in_public_feeds(session):
    session.state = "postponed"
    text = calendar.published(sessions=[(session, "https://portal.example/1")], language="ja")
    assert b"STATUS:CANCELLED" in text


def test_each_version_is_told_once_and_a_change_of_words_tells_nobody(session):
    assert step(session, venue_ja="第2会場") == 1
    assert step(session, venue_ja="第3会場") == 1
    assert step(session, record_ja="記録", join_url="https://webex.example.com/2") == 0
    assert [calendar_of(mail)[2]["SEQUENCE"] for mail in letters_of("changed")] == [1, 1, 2, 2]


def test_calling_off_cancels_each_entry_and_tells_those_who_wait(confirmed, session):
    kind = confirmed.participation_type
    kind.capacity = 1
    kind.save()
    waiting = make.apply(kind)
    assert step(session, state="cancelled") == 2
    told = letters_of("called_off")
    assert len(told) == 3
    for mail in told:
        assert mail.subject.startswith("【中止】")
        if mail.recipient == waiting.contact_email:
            assert mail.attachments == []
            continue
        _attachment, parsed, entry = calendar_of(mail)
        assert (parsed["METHOD"], entry["STATUS"]) == ("CANCEL", "CANCELLED")
        assert entry["SEQUENCE"] == 1
    # Moving what is off tells nobody.
    assert step(session, venue_ja="別の会場") == 0


def test_a_postponed_session_comes_back_under_its_uid_with_a_higher_sequence(session):
    before = calendar_of(Mail.objects.get(recipient="b@example.jp"))[2]
    step(session, state="postponed")
    later = START + timedelta(days=60)
    assert step(session, starts_at=later, ends_at=later + timedelta(hours=4)) == 0
    step(session, state="announced")
    off = [one for one in letters_of("postponed") if one.recipient == "b@example.jp"]
    back = [one for one in letters_of("rescheduled") if one.recipient == "b@example.jp"]
    _file, cancelled, off_entry = calendar_of(off[0])
    _file, requested, back_entry = calendar_of(back[0])
    assert (len(off), len(back)) == (1, 1)
    assert off[0].subject.startswith("【延期】")
    assert "延期（新しい日程は" in off[0].text
    assert back[0].subject.startswith("【日程決定】")
    assert (cancelled["METHOD"], requested["METHOD"]) == ("CANCEL", "REQUEST")
    assert before["UID"] == off_entry["UID"] == back_entry["UID"]
    assert before["SEQUENCE"] < off_entry["SEQUENCE"] < back_entry["SEQUENCE"]
    assert back_entry.decoded("DTSTART") == later


def test_offers_wait_while_a_session_is_postponed_and_get_a_new_deadline():
    kind = make.make_type(capacity=1)
    first, second = make.apply(kind), make.apply(kind)
    decisions.cancel(registration=first)
    session = Session.objects.select_related("event").get(pk=kind.session_id)
    step(session, state="postponed")
    second.refresh_from_db()
    assert answers.expire_due(now=second.offer_expires_at + timedelta(days=9)) == 0
    step(session, state="announced", starts_at=START, ends_at=START + timedelta(hours=1))
    assert len(letters_of("offer")) == 2
    assert letters_of("rescheduled") == []


def test_a_person_who_leaves_gets_a_cancel_and_a_new_one_a_request(confirmed):
    _contact, colleague = confirmed.attendees.all()
    notices.withdraw_person(confirmed, colleague)
    (mail,) = letters_of("withdrawn")
    _file, parsed, entry = calendar_of(mail)
    assert (mail.recipient, parsed["METHOD"], entry["SEQUENCE"]) == ("b@example.jp", "CANCEL", 1)
    colleague.email = "c@example.jp"
    colleague.save()
    notices.invite_person(confirmed, colleague)
    mail = Mail.objects.get(recipient="c@example.jp")
    _file, parsed, entry = calendar_of(mail)
    assert (parsed["METHOD"], entry["SEQUENCE"]) == ("REQUEST", 1)
    assert str(entry["ATTENDEE"]) == "mailto:c@example.jp"
    assert Mail.objects.filter(recipient="a@example.jp").count() == 1


def test_whoever_has_no_place_in_a_smaller_group_has_no_entry(confirmed, session):
    confirmed.attendees.filter(email="b@example.jp").update(is_admitted=False)
    step(session, venue_ja="第2会場")
    assert [mail.recipient for mail in letters_of("changed")] == ["a@example.jp"]
