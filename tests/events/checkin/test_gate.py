"""The online entrance opens for the right people at the right time, and keeps its link."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from events import links
from events.checkin.enums import Gate
from events.checkin.models import Attendance, AttendanceEvent
from events.checkin.permissions import gate
from events.checkin.services import join
from events.models import Session
from events.services import decisions, notices, registration, reminders, sessions
from portal.delivery.models import Mail
from portal.privacy.models import AuditEntry
from tests.factories import content as content_factory
from tests.factories import events as make

from .conftest import LINK, apply, receiver

pytestmark = pytest.mark.django_db


def enter_url(attendee):
    return reverse("checkin:enter", args=[links.attendee_token(attendee)])


def page_of(client, attendee):
    url = reverse("events:attendee", args=[links.attendee_token(attendee)])
    return client.get(url).content.decode()


def move(session, **fields):
    Session.objects.filter(pk=session.pk).update(**fields)


@pytest.mark.parametrize(
    ("minutes", "stands"),
    [(-31, Gate.EARLY), (-30, Gate.OPEN), (0, Gate.OPEN), (239, Gate.OPEN), (240, Gate.OVER)],
)
def test_it_is_open_from_half_an_hour_before_to_the_end(session, viewer, minutes, stands):
    assert gate(viewer, session.starts_at + timedelta(minutes=minutes)) == stands


def test_the_button_notes_the_entry_and_leads_on(client, viewer):
    assert "オンラインで参加する" in page_of(client, viewer)
    response = client.post(enter_url(viewer))
    assert response["Refresh"] == f"0; url={LINK}"
    assert response["Referrer-Policy"] == "no-referrer"
    assert "no-store" in response["Cache-Control"]
    client.post(enter_url(viewer))
    assert Attendance.objects.get().attendee == viewer
    assert AttendanceEvent.objects.count() == 2


def test_a_fetched_link_is_no_entry(client, viewer):
    response = client.get(enter_url(viewer))
    assert response.status_code == 302
    assert not Attendance.objects.exists()


@pytest.mark.parametrize("state", ["cancelled", "postponed"])
def test_a_session_called_off_is_shut(client, session, viewer, state):
    move(session, state=state)
    assert client.post(enter_url(viewer)).status_code == 302
    page = page_of(client, viewer)
    assert "中止になりました" in page or "延期になりました" in page
    assert not Attendance.objects.exists()


def test_it_shuts_for_who_cancelled_and_for_who_was_not_admitted(client, viewer):
    decisions.cancel(registration=viewer.registration)
    assert client.post(enter_url(viewer)).status_code == 302
    assert "data-gate" not in page_of(client, viewer)
    assert not Attendance.objects.exists()


def test_people_left_out_of_a_smaller_group_do_not_get_in(client, viewer):
    viewer.is_admitted = False
    viewer.save()
    assert client.post(enter_url(viewer)).status_code == 302


def test_who_comes_to_the_venue_has_a_ticket_and_no_entrance(client, attendee):
    page = page_of(client, attendee)
    assert "data-gate" not in page
    assert "pass-qr" in page


def test_before_the_time_the_page_says_when(client, session, viewer):
    start = timezone.now() + timedelta(hours=2)
    move(session, starts_at=start, ends_at=start + timedelta(hours=1))
    page = page_of(client, viewer)
    opens = timezone.localtime(start - timedelta(minutes=30))
    assert f"{opens:%H:%M} に開きます" in page
    assert client.post(enter_url(viewer)).status_code == 302


def test_without_a_link_it_says_so(client, session, viewer):
    move(session, join_url="")
    assert "入口を準備しています" in page_of(client, viewer)


def test_a_link_without_https_is_shown_but_not_followed_by_itself(client, session, viewer):
    move(session, join_url="http://meet.example.com/1")
    response = client.post(enter_url(viewer))
    assert "Refresh" not in response
    assert "http://meet.example.com/1" in response.content.decode()


def test_staff_swap_the_link_at_the_last_minute(owner, session, viewer):
    new = "https://other.example.com/2"
    response = owner.post(
        reverse("checkin:link", args=[session.pk]), {"url": new, "reason": "切断"}
    )
    assert response.status_code == 302
    assert owner.post(enter_url(viewer))["Refresh"] == f"0; url={new}"
    entry = AuditEntry.objects.get(action="session.join_link_changed")
    assert entry.reason == "切断"
    assert "example.com" not in str(entry.detail)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "http://x.example", "https://", "https://a b.example", "//x"]
)
def test_a_bad_link_is_refused_in_words(owner, session, url):
    response = owner.post(reverse("checkin:link", args=[session.pk]), {"url": url})
    assert response.status_code == 422
    assert "https:// で始まる" in response.content.decode()
    assert Session.objects.get(pk=session.pk).join_url == LINK


def test_only_who_runs_the_event_sees_the_link(client, session):
    client.force_login(receiver(session))
    assert client.get(reverse("checkin:link", args=[session.pk])).status_code == 403
    client.force_login(make.make_user())
    assert client.get(reverse("checkin:link", args=[session.pk])).status_code == 403


def shared(client, session, name="髙﨑　花子", email=None):
    data = {"name": name, "email": email}
    return client.post(reverse("checkin:shared", args=[session.pk]), data)


def test_the_shared_entrance_takes_name_or_reading_in_any_width(client, session, viewer):
    for name in ("髙﨑花子", "髙﨑　花子", "たかさき はなこ", "ﾀｶｻｷ ﾊﾅｺ"):
        response = shared(client, session, name, viewer.email.upper())
        assert response["Refresh"] == f"0; url={LINK}", name
    assert Attendance.objects.count() == 1


def test_who_is_not_found_hears_the_same_whatever_was_wrong(client, session, viewer, attendee):
    answers = {
        re.sub(r'value="[^"]*"', "", shared(client, session, name, email).content.decode())
        for name, email in (
            ("別人 太郎", viewer.email),
            ("髙﨑 花子", "nobody@example.jp"),
            ("髙﨑 花子", attendee.email),
        )
    }
    assert len(answers) == 1
    assert LINK not in answers.pop()
    assert not Attendance.objects.exists()


def test_the_shared_entrance_is_shut_outside_its_hours(client, session, viewer):
    start = timezone.now() + timedelta(hours=2)
    move(session, starts_at=start, ends_at=start + timedelta(hours=1))
    assert "Refresh" not in shared(client, session, "髙﨑花子", viewer.email)
    assert not Attendance.objects.exists()


def test_names_cannot_be_tried_without_end(client, session, viewer):
    codes = {shared(client, session, f"試し{n}", viewer.email).status_code for n in range(35)}
    assert codes == {422, 429}


def test_the_link_stands_in_no_mail_no_calendar_no_feed_and_on_no_page(client, session, online):
    content_factory.homes()
    now = timezone.now()
    move(session, starts_at=now + timedelta(hours=20), ends_at=now + timedelta(hours=21))
    made = apply(online, attendees=[make.person("a@example.jp"), make.person("b@example.jp")])
    made.confirmed_at = now - timedelta(days=9)
    made.save()
    reminders.send_due()
    session.refresh_from_db()
    sessions.announce_change(session=session)
    made.refresh_from_db()
    notices.confirmed(made)
    decisions.cancel(registration=made)
    sessions.announce_cancellation(session=session)
    again = apply(online, attendees=[make.person("c@example.jp")])
    mails = list(Mail.objects.all())
    assert len(mails) > 8
    told = [f"{mail.subject}{mail.text}{mail.html}{mail.attachments}" for mail in mails]
    person = again.attendees.get()
    pages = [
        reverse("events:feed", args=["ics"]),
        reverse("events:feed", args=["atom"]),
        reverse("events:feed", args=["json"]),
        reverse("events:session_calendar", args=[session.pk]),
        reverse("events:attendee", args=[links.attendee_token(person)]),
        reverse("events:attendee_calendar", args=[links.attendee_token(person)]),
        reverse("events:manage", args=[links.manage_token(again)]),
        reverse("events:manage_calendar", args=[links.manage_token(again)]),
        reverse("checkin:shared", args=[session.pk]),
    ]
    answered = 0
    for url in pages:
        response = client.get(url)
        answered += response.status_code == 200
        told.append(response.content.decode() + str(response.headers))
    assert answered >= 7
    assert [text for text in told if "meet.example.com" in text or "secret-4711" in text] == []
    assert registration.Registration.objects.count() == 2


def test_the_entrance_reads_the_link_of_now(session, viewer):
    viewer.registration.session.join_url = "https://old.example.com/"
    assert join.enter(attendee=viewer) == LINK


def test_pages_with_a_form_send_their_origin(owner, session, viewer):
    """``no-referrer`` would make the browser's form come from ``null``, which CSRF refuses."""
    pages = [
        reverse("events:attendee", args=[links.attendee_token(viewer)]),
        reverse("checkin:shared", args=[session.pk]),
        reverse("checkin:link", args=[session.pk]),
    ]
    for url in pages:
        response = owner.get(url)
        assert response["Referrer-Policy"] == "same-origin"
        assert "no-referrer" not in response.content.decode()
