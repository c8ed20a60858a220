"""My registrations over HTTP: who sees them, links from mails, cancelling, files."""

import io
from datetime import timedelta

import icalendar
import pypdfium2
import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from events import links
from events.models import Registration
from tests.factories import events as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def organization():
    return make.make_organization()


@pytest.fixture
def registration(organization):
    return make.apply(make.make_type(), organization=organization)


@pytest.fixture
def member(client, organization):
    client.force_login(make.make_user(organization))
    return client


def url(name, registration):
    return reverse(f"events:registration{name}", args=[registration.reference])


def managed(name, registration):
    return reverse(f"events:manage{name}", args=[links.manage_token(registration)])


@pytest.mark.parametrize("name", ["", "_receipt", "_cancel", "_ticket", "_calendar"])
def test_another_companys_registration_does_not_exist(client, registration, name):
    client.force_login(make.make_user(make.make_organization()))
    assert client.get(url(name, registration)).status_code == 404


@pytest.mark.parametrize("name", ["", "_receipt", "_cancel"])
def test_members_see_it_and_the_page_is_not_cached(member, registration, name):
    response = member.get(url(name, registration))
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]


def test_a_visitor_is_asked_to_log_in(client, registration):
    assert "login" in client.get(url("", registration)).url


def test_a_reference_typed_in_small_letters_is_found(member, registration):
    response = member.get(f"/registrations/{registration.reference.lower()}/")
    assert response.status_code == 200


def test_cancelling_asks_first_and_frees_the_place(member, registration):
    assert "キャンセルしますか" in member.get(url("_cancel", registration)).content.decode()
    assert Registration.objects.get().is_confirmed
    response = member.post(url("_cancel", registration), follow=True)
    assert "キャンセル済み" in response.content.decode()
    registration.participation_type.refresh_from_db()
    assert registration.participation_type.taken == 0


def test_after_the_session_nothing_can_be_cancelled(member, registration):
    session = registration.session
    session.starts_at, session.ends_at = (
        timezone.now() - timedelta(hours=5),
        timezone.now() - timedelta(hours=1),
    )
    session.save()
    response = member.post(url("_cancel", registration), follow=True)
    assert "終わった回" in response.content.decode()
    assert Registration.objects.get().is_confirmed


def test_the_ticket_is_a_pdf_and_the_calendar_file_parses(member, registration):
    ticket = member.get(url("_ticket", registration))
    assert ticket["Content-Type"] == "application/pdf"
    assert len(pypdfium2.PdfDocument(io.BytesIO(ticket.content))) == 1
    entry = member.get(url("_calendar", registration))
    (event,) = icalendar.Calendar.from_ical(entry.content).walk("VEVENT")
    assert event["UID"] == registration.session.calendar_uid


def test_a_waiting_company_has_no_ticket(client):
    kind = make.make_type(capacity=1)
    make.apply(kind)
    waiting = make.apply(kind)
    assert client.get(managed("", waiting)).status_code == 200
    assert client.get(managed("_ticket", waiting)).status_code == 404
    assert client.get(managed("_calendar", waiting)).status_code == 404


def test_the_link_from_the_mail_opens_without_an_account(client, registration):
    with time_machine.travel(timezone.now(), tick=False):
        response = client.get(managed("", registration))
        cancel = managed("_cancel", registration)
    assert registration.reference in response.content.decode()
    assert cancel in response.content.decode()
    client.post(cancel)
    assert Registration.objects.get().state == "cancelled"


def test_forged_and_expired_links_say_so(client, registration):
    token = links.manage_token(registration)
    forged = client.get(reverse("events:manage", args=[token[:-3] + "abc"]))
    assert forged.status_code == 404
    assert "リンクが正しくありません" in forged.content.decode()
    with time_machine.travel(timezone.now() + timedelta(days=401)):
        expired = client.get(reverse("events:manage", args=[token]))
    assert expired.status_code == 410
    assert "有効期限" in expired.content.decode()


def test_raising_the_link_version_makes_old_links_void(client, registration):
    token = links.manage_token(registration)
    Registration.objects.update(link_version=2)
    assert client.get(reverse("events:manage", args=[token])).status_code == 410


def test_the_list_costs_the_same_for_one_and_for_many(member, organization):
    from django.db import connection  # noqa: PLC0415  the live connection of the test
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert member.get(reverse("events:registrations")).status_code == 200
        return len(captured)

    make.apply(make.make_type(), organization=organization)
    queries()
    one = queries()
    for _ in range(8):
        make.apply(make.make_type(), organization=organization)
    assert queries() == one
    assert one <= 8
