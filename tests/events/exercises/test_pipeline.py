"""The pipeline of requests: who sees it, what staff do in it, what it costs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from events.exercises import waiting
from events.exercises.services import requests
from events.models import Event
from portal.accounts.enums import Role
from tests.events.exercises.asking import received
from tests.events.staff import staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(client, settings):
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "SecondFactor" not in name]
    client.user = staff(Role.EVENT_MANAGER)
    client.force_login(client.user)
    return client


def test_staff_see_the_pipeline_note_assign_and_decide(manager):
    request = received()
    other = received(body="佐賀の組合", contact_email="saga@example.jp")
    requests.move(request=other, state="consulted", actor=None, reason="x")
    text = manager.get(reverse("exercise_requests:index"), {"state": "received"}).content.decode()
    assert request.reference in text
    assert other.reference not in text
    page = reverse("exercise_request", args=[request.pk])
    assert manager.get(page).status_code == 200
    manager.post(f"{page}note/", {"text": "会場は会議所"})
    manager.post(f"{page}assign/", {"user": manager.user.pk})
    refused = manager.post(f"{page}move/", {"state": "declined", "reason": "x"})
    assert "団体に伝える理由" in refused.content.decode()
    manager.post(f"{page}move/", {"state": "consulted", "reason": "電話した"})
    manager.post(f"{page}plan/")
    request.refresh_from_db()
    assert (request.state, request.assigned_to) == ("planned", manager.user)
    text = manager.get(page).content.decode()
    assert "会場は会議所" in text
    assert "電話した" in text
    assert reverse("events_desk", args=[request.event.sessions.get().pk]) in text


def test_others_do_not_see_requests(client, settings):
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "SecondFactor" not in name]
    request = received()
    client.force_login(staff(Role.EDITOR))
    assert client.get(reverse("exercise_requests:index")).status_code == 302
    url = reverse("exercise_request", args=[request.pk])
    assert client.get(url).status_code == 302
    client.post(f"{url}plan/")
    assert not Event.objects.exists()


def test_the_staff_home_counts_requests_that_wait():
    user = staff(Role.EVENT_MANAGER)
    received()
    requests.move(request=received(), state="declined", actor=None, reason="x", reply="y")
    (found,) = waiting.look(user)
    assert found.count == 1
    assert waiting.look(staff(Role.EDITOR)) == []


def test_the_list_costs_the_same_for_one_and_for_many(manager):
    url = reverse("exercise_requests:index")
    received()
    manager.get(url)
    with CaptureQueriesContext(connection) as few:
        manager.get(url)
    for number in range(4):
        received(prefecture_id=("saga", "oita", "kumamoto", "okinawa")[number])
    with CaptureQueriesContext(connection) as many:
        manager.get(url)
    assert len(many) == len(few)
