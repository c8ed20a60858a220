"""The personal page of an attendee opens by a signed link and shows one person's things."""

import pytest
from django.urls import reverse

from events import links
from events.services import decisions
from tests.factories import events as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def attendee():
    return make.apply(make.make_type()).attendees.get()


def test_the_page_shows_name_ticket_and_session(client, attendee):
    response = client.get(reverse("events:attendee", args=[links.attendee_token(attendee)]))
    text = response.content.decode()
    assert response.status_code == 200
    assert "髙﨑 花子" in text
    assert "<svg" in text
    assert "no-store" in response["Cache-Control"]


def test_the_code_of_the_ticket_alone_opens_nothing(client, attendee):
    response = client.get(reverse("events:attendee", args=[attendee.ticket_code]))
    assert response.status_code == 404


def test_a_cancelled_registration_has_no_ticket(client, attendee):
    token = links.attendee_token(attendee)
    decisions.cancel(registration=attendee.registration)
    assert (
        "ticket.pdf" not in client.get(reverse("events:attendee", args=[token])).content.decode()
    )
    assert client.get(reverse("events:attendee_ticket", args=[token])).status_code == 404


def test_the_ticket_is_a_pdf_for_this_person_alone(client, attendee):
    token = links.attendee_token(attendee)
    response = client.get(reverse("events:attendee_ticket", args=[token]))
    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF-")
