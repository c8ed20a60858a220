"""What search engines are told of events: everything they require, nothing that is not so."""

import json
import re
from datetime import datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils import timezone

from tests.events.test_pages import indexes, make_page, text
from tests.factories import events as make

__all__ = ["indexes"]
pytestmark = pytest.mark.django_db

# https://developers.google.com/search/docs/appearance/structured-data/event
REQUIRED = {"@context", "@type", "name", "startDate", "location"}
RECOMMENDED = {
    "description",
    "endDate",
    "eventStatus",
    "eventAttendanceMode",
    "image",
    "offers",
    "organizer",
    "performer",
}
SCHEMA = "https://schema.org/"
SPEAKER = {
    "type": "speaker",
    "value": {
        "name": "若戸 渡",
        "kana": "ワカト ワタル",
        "affiliation": "見本大学",
        "title": "教授",
        "bio": "",
        "photo": None,
    },
}


@pytest.fixture
def page(indexes):
    event = make.make_event(accessibility_offers=["captions", "wheelchair"])
    event.hosts.create(role="organiser", name_ja="局", url="https://example.go.jp")
    event.hosts.create(role="patron", name_ja="後援会")
    return make_page(indexes["ja"], event, speakers=[SPEAKER], for_whom="経営者")


def told(client, page):
    html = text(client, page.url)
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)
    return [one for one in map(json.loads, found) if one["@type"].startswith("Event")]


def test_one_session_has_all_that_is_required_and_recommended(client, page):
    session = make.make_session(page.event, join_url="https://meet.example.com/secret")
    make.make_type(session, fee_yen=3000, allocation="selection")
    (event,) = told(client, page)
    assert set(event) >= REQUIRED | RECOMMENDED
    assert datetime.fromisoformat(event["startDate"]) == session.starts_at
    place, online = event["location"]
    assert place["address"]["addressCountry"] == "JP"
    assert [one["name"] for one in place["amenityFeature"]] == ["車いす席"]
    assert online["url"] == event["url"]
    assert event["organizer"] == [
        {"@type": "Organization", "name": "局", "url": "https://example.go.jp"}
    ]
    assert event["sponsor"] == [{"@type": "Organization", "name": "後援会"}]
    assert event["performer"][0]["affiliation"]["name"] == "見本大学"
    (offer,) = event["offers"]
    assert (offer["price"], offer["priceCurrency"]) == (3000, "JPY")
    assert offer["availability"] == SCHEMA + "InStock"
    assert event["isAccessibleForFree"] is False
    assert event["image"][0].startswith("http")
    assert "secret" not in json.dumps(event)


@pytest.mark.parametrize(
    ("fields", "status", "availability"),
    [
        ({"state": "cancelled"}, "EventCancelled", None),
        ({"state": "postponed"}, "EventPostponed", "SoldOut"),
        ({"opens_at": timezone.now() + timedelta(days=2)}, "EventScheduled", "PreOrder"),
        ({"state": "closed"}, "EventScheduled", "SoldOut"),
    ],
)
def test_the_state_is_told(client, page, fields, status, availability):
    make.make_type(make.make_session(page.event, **fields))
    (event,) = told(client, page)
    assert event["eventStatus"] == SCHEMA + status
    found = [offer["availability"] for offer in event.get("offers", [])]
    assert found == ([SCHEMA + availability] if availability else [])


def test_a_full_type_is_sold_out(client, page):
    kind = make.make_type(make.make_session(page.event), capacity=1)
    make.apply(kind)
    (event,) = told(client, page)
    assert event["offers"][0]["availability"] == SCHEMA + "SoldOut"


def test_several_sessions_are_bound_as_a_series(client, page):
    for days in (10, 20, 30):
        start = timezone.now() + timedelta(days=days)
        make.make_type(make.make_session(page.event, starts_at=start, label_ja=f"第{days}回"))
    series, *events = told(client, page)
    assert series["@type"] == "EventSeries"
    assert series["subEvent"] == [{"@id": event["@id"]} for event in events]
    assert {event["superEvent"]["@id"] for event in events} == {series["@id"]}
    assert series["startDate"] == events[0]["startDate"]
    assert series["endDate"] == events[-1]["endDate"]


def test_titles_cannot_end_the_block(client, indexes):
    page = make_page(indexes["ja"], title="</script><script>alert(1)</script>")
    make.make_session(page.event)
    (event,) = told(client, page)
    assert event["name"].startswith("</script>")


def test_social_cards_have_a_picture_and_words(client, page):
    make.make_session(page.event)
    html = text(client, page.url)
    for name in ("og:title", "og:description", "og:image", "og:url", "og:image:alt"):
        assert re.search(rf'<meta property="{name}" content="[^"]+"', html), name
    assert '<meta name="twitter:card" content="summary_large_image">' in html


def test_buttons_open_web_calendars_with_the_right_hour(client, page):
    start = datetime.fromisoformat("2027-01-27T13:00:00+09:00")
    make.make_session(page.event, starts_at=start, join_url="https://meet.example.com/secret")
    html = text(client, page.url).replace("&amp;", "&")
    google = re.search(r'href="(https://calendar\.google\.com/[^"]+)"', html)[1]
    query = parse_qs(urlsplit(google).query)
    assert query["dates"] == ["20270127T040000Z/20270127T080000Z"]
    outlook = re.search(r'href="(https://outlook\.office\.com/[^"]+)"', html)[1]
    query = parse_qs(urlsplit(outlook).query)
    assert query["startdt"] == ["2027-01-27T13:00:00+09:00"]
    assert "secret" not in html
