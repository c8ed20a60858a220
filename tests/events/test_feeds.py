"""Public feeds: coming sessions for calendars and readers, nothing personal in them."""

import json
import xml.etree.ElementTree as ElementTree
from datetime import timedelta

import icalendar
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.events.test_pages import indexes, make_page
from tests.factories import events as make

__all__ = ["indexes"]
pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def kind(indexes):
    page = make_page(indexes["ja"], title="工場 & <演習>")
    page.event.sectors.set(["manufacturing"])
    return make.make_type(make.make_session(page.event), capacity=2)


def feed(client, extension, **query):
    response = client.get(reverse("events:feed", args=[extension]), query)
    assert response.status_code == 200
    return response.content


def test_the_calendar_feed_parses_and_names_nobody(client, kind):
    make.apply(kind)
    (entry,) = icalendar.Calendar.from_ical(feed(client, "ics")).walk("VEVENT")
    assert entry["UID"] == kind.session.calendar_uid
    assert "ATTENDEE" not in entry


def test_the_atom_feed_is_well_formed(client, kind):
    (entry,) = ElementTree.fromstring(feed(client, "atom")).iter(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == "工場 & <演習>"


def test_the_json_feed_tells_places_left(client, kind):
    make.apply(kind)
    (item,) = json.loads(feed(client, "json"))["items"]
    assert item["_event"]["places"][0] | {"type": ""} == {
        "type": "",
        "capacity": 2,
        "left": 1,
        "open": True,
    }


def test_feeds_are_narrowed_by_sector_and_prefecture(client, kind):
    for query, count in (
        ({"sector": "manufacturing"}, 1),
        ({"sector": "medical"}, 0),
        ({"prefecture": "fukuoka"}, 1),
        ({"prefecture": "saga"}, 0),
    ):
        assert len(json.loads(feed(client, "json", **query))["items"]) == count


def test_an_unknown_kind_of_feed_is_not_found(client):
    assert client.get("/registrations/feed.rss").status_code == 404


def test_a_session_called_off_stays_so_that_calendars_drop_it(client, kind):
    session = kind.session
    session.state = "cancelled"
    session.sequence += 1
    session.save()
    (entry,) = icalendar.Calendar.from_ical(feed(client, "ics")).walk("VEVENT")
    assert (entry["STATUS"], int(entry["SEQUENCE"])) == ("CANCELLED", 1)
    ended = timezone.now() - timedelta(days=20)
    session.starts_at, session.ends_at = ended - timedelta(hours=2), ended
    session.save()
    assert icalendar.Calendar.from_ical(feed(client, "ics")).walk("VEVENT")
    assert json.loads(feed(client, "json"))["items"] == []
    session.ends_at += timedelta(days=-20)
    session.starts_at += timedelta(days=-20)
    session.save()
    assert not icalendar.Calendar.from_ical(feed(client, "ics")).walk("VEVENT")


@pytest.mark.parametrize("extension", ["ics", "atom", "json"])
def test_what_a_reader_has_is_not_sent_again_until_something_changes(client, kind, extension):
    url = reverse("events:feed", args=[extension])
    first = client.get(url)
    for header, value in (
        ("if-none-match", first["ETag"]),
        ("if-modified-since", first["Last-Modified"]),
    ):
        assert client.get(url, headers={header: value}).status_code == 304
    kind.session.event.pages.get().unpublish()
    later = client.get(url, headers={"if-none-match": first["ETag"]})
    assert later.status_code == 200
    assert later["Cache-Control"] == "public, no-cache"


def test_a_subscribed_calendar_has_a_name(client, kind):
    calendar = icalendar.Calendar.from_ical(feed(client, "ics", sector="manufacturing"))
    assert "製造" in str(calendar["X-WR-CALNAME"])


def test_a_feed_without_sessions_is_whole(client, db):
    assert json.loads(feed(client, "json"))["items"] == []
    assert ElementTree.fromstring(feed(client, "atom")).findtext(f"{ATOM}updated")
    assert icalendar.Calendar.from_ical(feed(client, "ics"))["METHOD"] == "PUBLISH"


@pytest.mark.parametrize("extension", ["ics", "atom", "json"])
def test_feeds_cost_the_same_however_long(client, kind, indexes, extension):
    def cost():
        with CaptureQueriesContext(connection) as captured:
            feed(client, extension)
        return len(captured)

    cost()
    few = cost()
    for _number in range(6):
        make.make_type(make.make_session(make_page(indexes["ja"]).event))
    assert cost() == few
    assert few <= 5


@pytest.mark.parametrize("query", [{"sector": "nonsense"}, {"prefecture": "' OR 1=1"}])
def test_a_feed_that_could_only_stay_empty_is_not_there(client, kind, query):
    for extension in ("ics", "atom", "json"):
        assert client.get(reverse("events:feed", args=[extension]), query).status_code == 404
