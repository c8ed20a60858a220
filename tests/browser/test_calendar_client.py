"""Our calendar files in two clients, one in Python and one in JavaScript (ical.js).

A change replaces the entry and a cancellation withdraws it, whatever order mails arrive in.
"""

import base64
from datetime import UTC, datetime, timedelta
from pathlib import Path

import icalendar
import pytest
from django.urls import reverse

from events.services import sessions
from portal.delivery.models import Mail
from tests.events.test_pages import indexes, make_page
from tests.factories import events as make

__all__ = ["indexes"]
pytestmark = pytest.mark.django_db
FOLDER = Path(__file__).parent
START = datetime.fromisoformat("2027-01-27T13:00:00+09:00")
TAKE = (
    "files => { const store = calendarStore(); files.forEach(store.take); return store.entries }"
)


class Store:
    """The same little calendar as ``calendar_store.js``, on ``icalendar``."""

    def __init__(self):
        self.entries = {}

    def take(self, text):
        calendar = icalendar.Calendar.from_ical(text)
        for event in calendar.walk("VEVENT"):
            start = event.decoded("DTSTART")
            entry = {
                "uid": str(event["UID"]),
                "sequence": int(event["SEQUENCE"]),
                "stamp": int(event.decoded("DTSTAMP").timestamp() * 1000),
                "status": "CANCELLED"
                if calendar["METHOD"] == "CANCEL"
                else str(event.get("STATUS")),
                "summary": str(event["SUMMARY"]),
                "location": str(event["LOCATION"]),
                "start": f"{start.astimezone(UTC):%Y-%m-%dT%H:%M:%S.000Z}",
                "zone": event["DTSTART"].params["TZID"],
                "offset": int(start.utcoffset().total_seconds()),
                "wallClock": f"{start:%Y-%m-%dT%H:%M:%S}",
                "attendees": [str(event["ATTENDEE"])] if "ATTENDEE" in event else [],
            }
            known = self.entries.get(entry["uid"])
            if calendar["METHOD"] == "CANCEL" and known is None:
                continue
            newer = known is None or (entry["sequence"], entry["stamp"]) >= (
                known["sequence"],
                known["stamp"],
            )
            if newer:
                self.entries[entry["uid"]] = entry


@pytest.fixture
def clients(chromium):
    """Gives files to both clients; they must come to hold the same."""
    context = chromium.new_context()
    page = context.new_page()
    page.add_script_tag(path=FOLDER / "vendor" / "ical.min.js")
    page.add_script_tag(path=FOLDER / "calendar_store.js")

    def take(*files):
        store = Store()
        for text in files:
            store.take(text)
        assert page.evaluate(TAKE, list(files)) == store.entries
        return store.entries

    yield take
    context.close()


@pytest.fixture
def files():
    """What one attendee receives: the invitation, a change, another, the cancellation."""
    session = make.make_session(starts_at=START)
    make.apply(
        make.make_type(session),
        attendees=[make.person("a@example.jp"), make.person("b@example.jp")],
        contact=make.contact("a@example.jp"),
    )
    for hours, venue in ((24, "小倉の会場"), (26, "八幡の会場")):
        session.starts_at = START + timedelta(hours=hours)
        session.ends_at = session.starts_at + timedelta(hours=4)
        session.venue_ja = venue
        session.save()
        sessions.announce_change(session=session)
    session.state = "cancelled"
    session.save()
    sessions.announce_cancellation(session=session)
    return [
        base64.b64decode(attachment["content"]).decode()
        for mail in Mail.objects.filter(recipient="b@example.jp").order_by("pk")
        for attachment in mail.attachments
        if attachment.get("filename") == "invite.ics"
    ]


def test_a_change_replaces_the_entry_and_a_cancellation_withdraws_it(files, clients):
    assert len(files) == 4
    (invited,) = clients(files[0]).values()
    assert (invited["status"], invited["sequence"]) == ("CONFIRMED", 0)
    assert invited["attendees"] == ["mailto:b@example.jp"]
    (moved,) = clients(*files[:2]).values()
    assert moved["uid"] == invited["uid"]
    assert moved["sequence"] == 1
    assert moved["start"] == "2027-01-28T04:00:00.000Z"
    assert "小倉" in moved["location"]
    (again,) = clients(*files[:3]).values()
    assert (again["sequence"], again["wallClock"]) == (2, "2027-01-28T15:00:00")
    (gone,) = clients(*files).values()
    assert (gone["uid"], gone["status"]) == (invited["uid"], "CANCELLED")
    assert gone["sequence"] > again["sequence"]


def test_a_mail_that_comes_late_brings_nothing_back(files, clients):
    invitation, first, second, cancellation = files
    (kept,) = clients(invitation, second, first).values()
    assert "八幡" in kept["location"]
    (gone,) = clients(invitation, cancellation, second, first).values()
    assert gone["status"] == "CANCELLED"
    assert clients(cancellation) == {}


def test_without_a_higher_sequence_the_change_would_be_lost(files, clients):
    stale = files[2].replace("SEQUENCE:2", "SEQUENCE:0")
    (kept,) = clients(files[0], files[1], stale).values()
    assert "小倉" in kept["location"]


def test_the_time_of_tokyo_is_understood(files, clients):
    (entry,) = clients(files[0]).values()
    assert entry["zone"] == "Asia/Tokyo"
    assert entry["offset"] == 9 * 3600
    assert entry["wallClock"] == "2027-01-27T13:00:00"
    assert entry["start"] == "2027-01-27T04:00:00.000Z"


def test_the_public_feed_is_read_and_replaces_too(client, indexes, clients):
    event = make_page(indexes["ja"]).event
    session = make.make_session(event, starts_at=START)
    make.make_session(event, starts_at=START + timedelta(days=7))
    url = reverse("events:feed", args=["ics"])
    before = client.get(url).content.decode()
    assert len(clients(before)) == 2
    session.state = "cancelled"
    session.sequence += 1
    session.save()
    after = clients(before, client.get(url).content.decode())
    assert [after[key]["status"] for key in sorted(after)] == ["CANCELLED", "CONFIRMED"]
