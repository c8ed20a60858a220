"""Public feeds: coming sessions for calendars and readers, nothing personal in them."""

import json
import xml.etree.ElementTree as ElementTree

import icalendar
import pytest
from django.urls import reverse

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
