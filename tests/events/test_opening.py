"""Opening events and sample applications: loaded once, marked, on fitting days."""

import io
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from events.models import (
    Attendee,
    Event,
    ParticipationType,
    Session,
)
from events.opening import loader, registrations
from portal.content.services import opening_tree

pytestmark = pytest.mark.django_db
TOKYO = ZoneInfo("Asia/Tokyo")


def page_of(client, url):
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode().replace("<wbr>", "")


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
    assert "【デモ開催】" in page_of(client, "/events/")
    assert "Factory emergency response" in page_of(client, "/en/events/sample-exercise/")


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


@pytest.mark.parametrize(
    ("today", "weekday", "expected"),
    [
        (date(2026, 11, 28), 3, date(2027, 1, 7)),  # 31 December: offices are closed
        (date(2026, 10, 1), 1, date(2026, 11, 10)),  # 3 November: a holiday
        (date(2026, 10, 1), 2, date(2026, 11, 4)),
    ],
)
def test_no_sample_event_is_held_when_offices_are_closed(today, weekday, expected):
    assert loader.sample_day(weeks=4, weekday=weekday, today=today) == expected
