"""Lists and details cost as many queries for 100 items as for one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from events.models import Attendee, EventIndexPage, EventPage
from events.references import new_reference
from events.services import invariants
from portal.accounts.enums import Role
from portal.content.services import opening_tree
from tests.events.test_staff import staff
from tests.factories import events as make

pytestmark = pytest.mark.django_db
MANY = 100


def cost(client, path):
    """Queries of a second look: what is read once per process has been read."""
    assert client.get(path).status_code == 200
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


def copies(kind, number, **fields):
    """``number`` confirmed companies of one person each, made as quickly as can be."""
    first = make.apply(kind, **fields)
    rows = []
    for index in range(number - 1):
        one = type(first).objects.get(pk=first.pk)
        one.pk, one._state.adding = None, True
        one.reference = new_reference()
        one.applicant_key, one.idempotency_key = f"copy:{index}", None
        one.organization = None
        rows.append(one)
    made = type(first).objects.bulk_create(rows)
    Attendee.objects.bulk_create(
        Attendee(registration=one, family_name="髙﨑", given_name="花子") for one in made
    )
    return [first, *made]


def index_page():
    home = opening_tree.homes()["ja"]
    page = EventIndexPage(title="イベント", slug="events", locale=home.locale)
    home.add_child(instance=page)
    return page


def publish(index, number):
    for _event in range(number):
        event = make.make_event()
        make.make_type(make.make_session(event))
        page = EventPage(
            event=event,
            title=event.title_ja,
            slug=event.code,
            summary="半日の演習です。",
            locale=index.locale,
        )
        index.add_child(instance=page)


@pytest.fixture
def manager(client):
    client.force_login(staff(Role.EVENT_MANAGER))
    return client


def test_the_list_of_registrations_for_staff(manager):
    path = reverse("registrations:index")
    kind = make.make_type(capacity=500)
    make.apply(kind)
    one = cost(manager, path)
    copies(kind, MANY)
    assert cost(manager, path) == one


def test_one_registration_for_staff_with_one_and_with_six_people(manager):
    kind = make.make_type()
    few = make.apply(kind, attendees=[make.person()])
    many = make.apply(kind, attendees=[make.person() for _ in range(6)])
    paths = [reverse("registrations:inspect", args=[one.pk]) for one in (few, many)]
    assert cost(manager, paths[0]) == cost(manager, paths[1])


def test_my_registrations(client):
    organization = make.make_organization()
    user = make.make_user(organization)
    client.force_login(user)
    path = reverse("events:registrations")
    make.apply(make.make_type(), organization=organization, user=user)
    one = cost(client, path)
    copies(make.make_type(capacity=500), MANY, organization=organization, user=user)
    assert cost(client, path) == one


def test_my_registration_with_one_and_with_six_people(client):
    organization = make.make_organization()
    user = make.make_user(organization)
    client.force_login(user)
    paths = [
        reverse(
            "events:registration",
            args=[
                make.apply(
                    make.make_type(),
                    organization=organization,
                    user=user,
                    attendees=[make.person() for _ in range(people)],
                ).reference
            ],
        )
        for people in (1, 6)
    ]
    assert cost(client, paths[0]) == cost(client, paths[1])


def test_the_list_of_events(client):
    index = index_page()
    publish(index, 2)
    few = cost(client, index.url)
    publish(index, 30)
    assert cost(client, index.url) == few


@pytest.mark.parametrize("extension", ["ics", "atom"])
def test_the_feeds(client, extension):
    index = index_page()
    path = reverse("events:feed", args=[extension])
    publish(index, 2)
    few = cost(client, path)
    publish(index, 30)
    assert cost(client, path) == few


def test_what_the_nightly_check_found(manager):
    kind = make.make_type(capacity=500)
    first = make.apply(kind)
    type(first).objects.update(confirmed_at=None)
    invariants.check()
    path = reverse("events_check")
    one = cost(manager, path)
    copies(kind, MANY)
    type(first).objects.update(confirmed_at=None)
    invariants.check()
    assert cost(manager, path) == one
