"""What a phone that was offline brings back counts once, with the right time, or is flagged."""

import json
import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from events.checkin.models import Attendance, AttendanceEvent
from events.checkin.selectors.people import code_hash
from events.checkin.services import sync
from events.services import decisions
from tests.factories import events as make

from .conftest import apply, receiver

pytestmark = pytest.mark.django_db
DEVICE = str(uuid.uuid4())


def scan(attendee, minutes=1, **fields):
    at = timezone.now() - timedelta(minutes=minutes)
    values = {
        "key": str(uuid.uuid4()),
        "step": "arrive",
        "source": "scan",
        "at": at.isoformat(),
        "code": f"SECUNITY:{attendee.ticket_code}" if attendee else "SECUNITY:" + "x" * 20,
    }
    return values | fields


def send(client, session, *reports, **fields):
    body = {"device": DEVICE, "sent_at": timezone.now().isoformat(), "reports": list(reports)}
    return client.post(
        reverse("checkin:reports", args=[session.pk]),
        json.dumps(body | fields),
        content_type="application/json",
    )


def outcomes(response):
    return [answer["outcome"] for answer in response.json()["answers"]]


def test_a_queue_may_be_sent_any_number_of_times(desk, session, onsite):
    people = [apply(onsite).attendees.get() for _ in range(3)]
    queue = [scan(person) for person in people]
    for _ in range(3):
        assert outcomes(send(desk, session, *queue)) == ["counted"] * 3
    assert Attendance.objects.count() == AttendanceEvent.objects.count() == 3


def test_two_devices_that_were_offline_count_a_person_once(desk, session, attendee):
    late, early = scan(attendee, minutes=2), scan(attendee, minutes=50)
    assert outcomes(send(desk, session, late)) == ["counted"]
    answer = send(desk, session, early, device=str(uuid.uuid4())).json()["answers"][0]
    assert answer["outcome"] == "again"
    assert answer["first"] == Attendance.objects.get().first_seen.isoformat()
    assert Attendance.objects.get().first_seen.isoformat() == early["at"]


def test_who_cancelled_meanwhile_is_flagged(desk, session, attendee):
    decisions.cancel(registration=attendee.registration)
    assert outcomes(send(desk, session, scan(attendee, minutes=40))) == ["cancelled"]
    assert not Attendance.objects.exists()
    page = desk.get(reverse("checkin:people", args=[session.pk])).content.decode()
    assert "出席にする" in page
    assert desk.get(reverse("checkin:numbers", args=[session.pk])).json()["to_settle"] == 1


def test_a_ticket_of_another_session_tells_nothing_about_its_owner(desk, session):
    stranger = apply(make.make_type(make.make_session())).attendees.get()
    (answer,) = send(desk, session, scan(stranger)).json()["answers"]
    assert answer["outcome"] == "other_session"
    assert "name" not in answer
    (answer,) = send(desk, session, scan(None, person=stranger.pk, code="")).json()["answers"]
    assert answer["outcome"] == "unknown"


def test_a_clock_that_is_an_hour_off_is_set_right(desk, session, attendee):
    ahead = timezone.now() + timedelta(hours=1)
    report = scan(attendee, at=(ahead - timedelta(minutes=5)).isoformat())
    send(desk, session, report, sent_at=ahead.isoformat())
    kept = AttendanceEvent.objects.get()
    assert abs(kept.at - (timezone.now() - timedelta(minutes=5))) < timedelta(seconds=10)
    assert kept.client_at.isoformat() == report["at"]


@pytest.mark.parametrize(
    "change",
    [
        {"reports": "no list"},
        {"reports": [{}]},
        {"reports": [None]},
        {"device": "../../x"},
        {"sent_at": "yesterday"},
        {"sent_at": "2027-01-01T00:00:00"},
        {"reports": [{"key": "1", "at": "2027-01-27T13:00:00Z"}]},
        {"reports": [{"key": str(uuid.uuid4()), "at": "9999-01-27T13:00:00Z"}]},
        {"reports": [{"key": str(uuid.uuid4()), "at": "2027-01-27T13:00:00Z", "step": "fly"}]},
        {"reports": [{"key": str(uuid.uuid4()), "at": "2027-01-27T13:00:00Z", "person": "1"}]},
        {"reports": [{"key": str(uuid.uuid4()), "at": "2027-01-27T13:00:00Z", "person": 2**70}]},
        {"reports": [{"key": str(uuid.uuid4()), "at": "2027-01-27T13:00:00Z", "code": "\x00"}]},
    ],
)
def test_what_is_no_batch_is_refused(desk, session, change):
    assert send(desk, session, **change).status_code == 400
    assert not AttendanceEvent.objects.exists()


def test_a_batch_has_a_largest_size(desk, session, attendee):
    many = [scan(attendee) for _ in range(sync.BATCH + 1)]
    assert send(desk, session, *many).status_code == 400
    url = reverse("checkin:reports", args=[session.pk])
    huge = b"[" * 70_000
    assert desk.post(url, huge, content_type="application/json").status_code == 400


def test_a_large_batch_costs_a_constant_number_of_lookups(
    desk, session, onsite, django_assert_max_num_queries
):
    people = [apply(onsite).attendees.get() for _ in range(10)]
    with django_assert_max_num_queries(10 * 7 + 14):
        send(desk, session, *[scan(person) for person in people])


def test_reports_need_the_key_of_the_page_and_a_duty(client, session, attendee):
    assert send(client, session, scan(attendee)).status_code == 401
    client.force_login(make.make_user())
    assert send(client, session, scan(attendee)).status_code == 403
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(receiver(session))
    assert send(strict, session, scan(attendee)).status_code == 403
    assert not AttendanceEvent.objects.exists()
    roster = strict.get(reverse("checkin:roster", args=[session.pk]))
    url = reverse("checkin:reports", args=[session.pk])
    body = {
        "device": DEVICE,
        "sent_at": timezone.now().isoformat(),
        "reports": [scan(attendee)],
    }
    answer = strict.post(
        url,
        json.dumps(body),
        content_type="application/json",
        headers={"X-CSRFToken": roster["X-Token"]},
    )
    assert outcomes(answer) == ["counted"]


def test_a_duty_in_one_event_opens_no_other(client, session, attendee):
    client.force_login(receiver(make.make_session()))
    assert send(client, session, scan(attendee)).status_code == 403
    assert client.get(reverse("checkin:roster", args=[session.pk])).status_code == 403
    assert client.get(reverse("checkin:desk", args=[session.pk])).status_code == 403


def test_the_roster_holds_no_code_and_no_address(desk, session, attendee):
    response = desk.get(reverse("checkin:roster", args=[session.pk]))
    text = response.content.decode()
    assert attendee.ticket_code not in text
    assert attendee.email not in text
    assert attendee.department not in text
    (person,) = response.json()["people"]
    assert person["code"] == code_hash(attendee.ticket_code)
    assert person["state"] == "ok"


def test_what_did_not_change_is_not_sent_again(desk, session, onsite):
    for name in ("roster", "numbers"):
        url = reverse(f"checkin:{name}", args=[session.pk])
        mark = desk.get(url)["ETag"]
        assert desk.get(url, headers={"If-None-Match": mark}).status_code == 304
        assert desk.get(url, headers={"If-None-Match": f"W/{mark}"}).status_code == 304
        send(desk, session, scan(apply(onsite).attendees.get()))
        assert desk.get(url, headers={"If-None-Match": mark}).status_code == 200


def test_roster_and_numbers_cost_the_same_for_one_and_for_many(desk, session, onsite, attendee):
    counts = []
    for number in (0, 12):
        for _ in range(number):
            person = apply(onsite).attendees.get()
            send(desk, session, scan(person))
        used = []
        for name in ("roster", "numbers", "people", "desk"):
            with CaptureQueriesContext(connection) as context:
                assert desk.get(reverse(f"checkin:{name}", args=[session.pk])).status_code == 200
            used.append(len(context))
        counts.append(used)
    assert counts[0] == counts[1]


def test_the_worker_governs_only_its_own_desk(client, session):
    response = client.get(reverse("checkin:worker", args=[session.pk]))
    text = response.content.decode()
    assert response["Content-Type"].startswith("text/javascript")
    assert f'const PAGE = "/registrations/checkin/{session.pk}/"' in text.replace("\\u002D", "-")
    assert "jsqr" in text


def test_the_page_a_device_keeps_names_nobody(desk, session, attendee):
    decisions.cancel(registration=attendee.registration)
    send(desk, session, scan(attendee))
    page = desk.get(reverse("checkin:desk", args=[session.pk])).content.decode()
    assert attendee.family_name not in page
    assert attendee.registration.company_name not in page
