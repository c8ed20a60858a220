"""The address of a session that mails and calendars carry: never a dead end for applicants."""

import re

import pytest
from django.urls import reverse
from wagtail.models import Locale

from events.enums import SessionState
from events.models import EventIndexPage, EventPage
from events.services import decisions
from portal.content.services import opening_tree
from portal.delivery.models import Mail
from tests.factories import events as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    home = opening_tree.homes()["ja"]
    index = EventIndexPage(
        title="イベント", slug="events-here", locale=Locale.objects.get(language_code="ja")
    )
    home.add_child(instance=index)
    page = EventPage(title="演習", slug="drill", event=make.make_event(), locale=index.locale)
    index.add_child(instance=page)
    return page


def address(session):
    return reverse("events:session", args=[session.pk])


def test_the_mails_link_still_answers_when_the_page_is_withdrawn(client, page):
    registration = make.apply(make.make_type(make.make_session(page.event)))
    decisions.cancel(registration=registration)
    page.unpublish()
    mail = Mail.objects.get(key__endswith=":cancelled")
    (path,) = re.findall(r"https?://[^/]+(/registrations/session/\d+/)", mail.text)
    response = client.get(path)
    assert response.status_code == 200
    words = response.content.decode()
    assert "申込の内容は失われていません" in words
    assert page.event.title_ja not in words, "What is unpublished stays unknown."
    assert "no-store" in response["Cache-Control"]


def test_who_has_an_account_is_led_to_the_own_application(client, page):
    organization = make.make_organization()
    user, stranger = make.make_user(organization), make.make_user(make.make_organization())
    session = make.make_session(page.event)
    registration = make.apply(make.make_type(session), organization=organization, user=user)
    page.unpublish()
    client.force_login(user)
    assert client.get(address(session)).url == reverse(
        "events:registration", args=[registration.reference]
    )
    client.force_login(stranger)
    assert registration.reference not in client.get(address(session)).content.decode()


def test_an_event_that_never_had_a_page_answers_its_applicants(client):
    session = make.make_session(state=SessionState.DRAFT)
    assert client.get(address(session)).status_code == 404
    make.apply(make.make_type(session), door="staff")
    assert client.get(address(session)).status_code == 200


def test_a_session_without_page_and_people_is_not_found(client, page):
    session = make.make_session(page.event)
    page.unpublish()
    assert client.get(address(session)).status_code == 404
    assert client.get(reverse("events:session", args=[session.pk + 1])).status_code == 404


def test_a_published_page_is_where_everybody_is_led(client, page):
    session = make.make_session(page.event, state=SessionState.DRAFT)
    make.apply(make.make_type(session), door="staff")
    assert client.get(address(session)).url == page.url
