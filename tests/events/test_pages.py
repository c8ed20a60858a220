"""Event pages: what visitors see, at a constant cost; found by search; loaded once."""

import io
import json
import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale

from events.enums import SessionFormat
from events.models import (
    Attendee,
    Event,
    EventIndexPage,
    EventPage,
    ParticipationType,
    Series,
    Session,
)
from events.opening import loader, registrations
from events.searchable import EventSource
from events.services import decisions
from portal.content.services import opening_tree
from tests.factories import events as make

pytestmark = pytest.mark.django_db
TOKYO = ZoneInfo("Asia/Tokyo")


@pytest.fixture
def indexes():
    made = {}
    for code, home in opening_tree.homes().items():
        page = EventIndexPage(
            title="イベント", slug="events", locale=Locale.objects.get(language_code=code)
        )
        home.add_child(instance=page)
        made[code] = page
    return made


def make_page(index, event=None, **fields):
    event = event or make.make_event()
    page = EventPage(
        **{
            "event": event,
            "title": event.title_ja,
            "slug": event.code,
            "summary": "半日の演習です。",
            "locale": index.locale,
        }
        | fields
    )
    index.add_child(instance=page)
    page.save_revision().publish()
    return page


@pytest.fixture
def page(indexes):
    return make_page(indexes["ja"])


def queries(client, url):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def text(client, url):
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode().replace("<wbr>", "")


def test_the_page_offers_each_type_with_its_places(client, page):
    session = make.make_session(page.event)
    team = make.make_type(session, capacity=2)
    make.make_type(session, label_ja="オンライン見学", mode="online", capacity=300)
    make.apply(team)
    found = text(client, page.url)
    assert reverse("events:apply", args=[team.pk]) in found
    assert "残り<strong>1</strong>席" in found
    assert "オンライン見学に申し込む" in found
    make.apply(team)
    assert "会場参加（チーム）のキャンセル待ちを申し込む" in text(client, page.url)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"state": "cancelled"}, "中止になりました"),
        ({"state": "postponed"}, "延期になりました"),
        ({"opens_at": timezone.now() + timedelta(days=3)}, "に始まります"),
        ({"closes_at": timezone.now() - timedelta(hours=2)}, "受付は終わりました"),
    ],
)
def test_when_nobody_can_apply_the_page_says_why(client, page, fields, words):
    make.make_type(make.make_session(page.event, **fields))
    found = text(client, page.url)
    assert words in found
    assert "/registrations/apply/" not in found


def test_a_held_run_shows_its_record(client, page):
    start = datetime(2023, 3, 8, 13, tzinfo=TOKYO)
    make.make_session(page.event, starts_at=start, state="held", record_ja="7社が参加しました。")
    found = text(client, page.url)
    assert "2023年3月8日（水） 13:00〜17:00" in found
    assert "7社が参加しました。" in found


def test_a_draft_session_is_not_shown(client, page):
    make.make_session(page.event, state="draft", venue_ja="秘密の会場")
    assert "秘密の会場" not in text(client, page.url)


def test_search_engines_are_told_of_the_event(client, page):
    session = make.make_session(page.event)
    make.make_type(session)
    found = re.findall(
        r'<script type="application/ld\+json">(.*?)</script>', text(client, page.url)
    )
    (told,) = [one for one in map(json.loads, found) if one["@type"] == "Event"]
    assert told["startDate"] == timezone.localtime(session.starts_at).isoformat()
    assert told["eventAttendanceMode"].endswith("MixedEventAttendanceMode")
    assert told["offers"][0]["availability"].endswith("InStock")


def test_the_page_costs_the_same_however_much_it_shows(client, page):
    make.make_type(make.make_session(page.event))
    queries(client, page.url)
    few = queries(client, page.url)
    for number in range(6):
        session = make.make_session(page.event)
        for _ in range(3):
            make.make_type(session)
        page.event.hosts.create(role="patron", name_ja=f"団体{number}")
    assert queries(client, page.url) == few
    assert few <= 8


def test_the_list_costs_the_same_however_long_it_is(client, indexes):
    url = indexes["ja"].url
    make.make_type(make.make_session(make_page(indexes["ja"]).event))
    queries(client, url)
    few = queries(client, url)
    for _ in range(8):
        make.make_type(make.make_session(make_page(indexes["ja"]).event))
    assert queries(client, url) == few
    assert few <= 8


def test_the_list_is_narrowed_and_parts_past_from_coming(client, indexes):
    url = indexes["ja"].url
    factory = make_page(indexes["ja"], title="工場の演習").event
    factory.sectors.set(["manufacturing"])
    make.make_session(factory)
    shop = make_page(indexes["ja"], title="通販の講座").event
    shop.sectors.set(["ec_overseas"])
    make.make_session(shop, format="online", prefecture_id=None)
    old = make_page(indexes["ja"], title="昔の演習").event
    make.make_session(old, starts_at=timezone.now() - timedelta(days=300), state="held")
    everything = text(client, url)
    assert "工場の演習" in everything
    assert "通販の講座" in everything
    assert "昔の演習" not in everything
    assert "昔の演習" in text(client, url + "?when=past")
    assert "通販の講座" not in text(client, url + "?sector=manufacturing")
    assert "通販の講座" not in text(client, url + "?prefecture=fukuoka")
    assert "工場の演習" in text(client, url + "?format=online")
    assert "工場の演習" in text(client, url + "?sector=nonsense")


def test_the_list_is_narrowed_by_month_kind_and_series(client, indexes):
    url = indexes["ja"].url
    series = Series.objects.create(code="drills", title_ja="演習の輪", description_ja="年に数回。")
    for title, month, kind, group in (
        ("一月の演習", 1, "exercise", series),
        ("二月の講座", 2, "seminar", None),
        ("十月の講座", 10, "seminar", None),
    ):
        event = make_page(indexes["ja"], make.make_event(kind=kind, series=group), title=title)
        make.make_session(event.event, starts_at=datetime(2099, month, 20, 13, tzinfo=TOKYO))
    everything = text(client, url)
    options = re.findall(r'<option value="(2099-\d\d)"', everything)
    assert options == ["2099-01", "2099-02", "2099-10"]
    assert everything.count('class="month-heading"') == 3
    for query, title in (
        ("month=2099-01", "一月の演習"),
        ("kind=exercise", "一月の演習"),
        ("series=drills", "一月の演習"),
        ("month=2099-10", "十月の講座"),
    ):
        found = text(client, f"{url}?{query}")
        assert title in found
        assert found.count('class="month-heading"') == 1
    assert "年に数回。" in text(client, f"{url}?series=drills")
    assert "一月の演習" in text(client, f"{url}?month=2099-13&kind=<script>&series=%00")


def test_the_session_address_leads_to_the_page_of_the_language(client, indexes, page):
    session = make.make_session(page.event)
    english = make_page(indexes["en"], page.event, title="Exercise")
    assert client.get(reverse("events:session", args=[session.pk])).url == page.url
    assert client.get(f"/en/registrations/session/{session.pk}/").url == english.url


def test_the_public_calendar_file_names_no_attendee(client, page):
    session = make.make_session(page.event)
    make.apply(make.make_type(session))
    response = client.get(reverse("events:session_calendar", args=[session.pk]))
    calendar = icalendar.Calendar.from_ical(response.content)
    (event,) = calendar.walk("VEVENT")
    assert calendar["METHOD"] == "PUBLISH"
    assert "ATTENDEE" not in event
    assert event["UID"] == session.calendar_uid


def test_one_page_for_each_event_and_language(indexes, page):
    with pytest.raises(ValidationError, match="すでに作られています"):
        make_page(indexes["ja"], page.event, slug="again")


def test_mails_call_the_event_as_its_published_page_does(page):
    page.title = "新しい名前"
    page.save_revision().publish()
    assert Event.objects.get(pk=page.event_id).title_ja == "新しい名前"


def test_the_page_is_found_by_its_words_and_gone_when_unpublished(page):
    page.event.sectors.set(["manufacturing"])
    make.make_session(page.event, venue_ja="小倉の会場")
    document = EventSource().document(page.pk)
    assert document.title == page.title
    assert "小倉の会場" in document.body
    assert document.sectors == ("manufacturing",)
    assert document.prefectures == ("fukuoka", "online")
    assert EventSource().visible([str(page.pk)], None) == {str(page.pk)}
    page.unpublish()
    assert EventSource().document(page.pk) is None
    assert EventSource().visible([str(page.pk)], None) == set()


def test_search_knows_the_day_of_an_early_session_as_people_do(page):
    early = datetime(2027, 3, 1, 8, 30, tzinfo=TOKYO)
    make.make_session(page.event, starts_at=early, format=SessionFormat.ONLINE)
    document = EventSource().document(page.pk)
    assert document.date == date(2027, 3, 1)
    assert document.prefectures == ("online",)


def test_opening_events_are_loaded_once_and_marked(client):
    opening_tree.homes()
    loader.load(io.StringIO())
    loader.load(io.StringIO())
    assert Event.objects.count() == 4
    past = Session.objects.get(event__code="kitakyushu-exercise")
    assert timezone.localtime(past.starts_at) == datetime(2023, 3, 8, 13, tzinfo=TOKYO)
    assert past.state == "held"
    run = Session.objects.get(event__code="sample-exercise")
    assert timezone.localtime(run.starts_at).weekday() == 2
    assert timedelta(weeks=8) < run.starts_at - timezone.now() < timedelta(weeks=10)
    assert run.is_open
    team, observer, viewer = run.participation_types.order_by("position")
    assert (team.capacity, team.min_attendees, team.max_attendees) == (7, 3, 6)
    assert (team.allocation, team.fallback) == ("selection", viewer)
    assert team.deadline() < team.results_at < run.starts_at
    assert (observer.mode, viewer.mode, viewer.capacity) == ("onsite", "online", 300)
    assert past.event.series == run.event.series
    assert "【デモ開催】" in text(client, "/events/")
    assert "Factory emergency response" in text(client, "/en/events/sample-exercise/")


def test_sample_registrations_take_five_of_seven_places_and_apply_for_the_selection_once():
    opening_tree.homes()
    loader.load(io.StringIO())
    registrations.load(io.StringIO())
    registrations.load(io.StringIO())
    seat = ParticipationType.objects.get(code="seat")
    assert (seat.taken, seat.capacity) == (5, 7)
    team = ParticipationType.objects.get(code="team")
    assert team.taken == 0
    assert team.registrations.filter(state="applied").count() == 5
    assert set(
        Attendee.objects.filter(registration__participation_type=team).values_list(
            "role", flat=True
        )
    ) == {"management", "production_control", "manufacturing"}


@pytest.mark.parametrize("today", [date(2026, 11, 23), date(2026, 11, 25), date(2027, 1, 1)])
def test_the_sample_day_is_the_wednesday_about_nine_weeks_ahead(today):
    day = loader.sample_day(weeks=9, weekday=2, today=today)
    assert day.weekday() == 2
    assert 63 <= (day - today).days < 70


def test_a_cancellation_shows_on_the_page_at_once(client, page):
    kind = make.make_type(make.make_session(page.event), capacity=1)
    registration = make.apply(kind)
    assert "キャンセル待ちを申し込む" in text(client, page.url)
    decisions.cancel(registration=registration)
    assert "残り<strong>1</strong>席" in text(client, page.url)
