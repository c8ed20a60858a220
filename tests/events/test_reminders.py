"""Reminders: a week, a day and an hour before, once, and only to those who come."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from events import links
from events.services import answers, decisions, reminders
from portal.delivery.models import Mail
from tests.factories import events as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def kind():
    return make.make_type(capacity=1)


def codes_in(text):
    """Whose personal pages ``text`` links to."""
    tokens = re.findall(r"/registrations/me/([^/\s]+)/", text)
    return {links.read_attendee_token(token) for token in tokens}


def reminded(kind, before):
    return reminders.send_due(now=kind.session.starts_at - before)


def test_a_week_and_a_day_before_once_each(kind):
    make.apply(
        kind,
        attendees=[make.person("a@example.jp"), make.person("b@example.jp")],
        contact=make.contact("a@example.jp"),
    )
    assert reminded(kind, timedelta(days=8)) == 0
    assert reminded(kind, timedelta(days=6, hours=23)) == 1
    assert reminded(kind, timedelta(days=6, hours=22)) == 0
    assert reminded(kind, timedelta(hours=23)) == 1
    mails = Mail.objects.filter(key__contains=":reminder")
    assert mails.count() == 4
    assert set(mails.values_list("recipient", flat=True)) == {"a@example.jp", "b@example.jp"}
    assert all(mail.subject.startswith("【リマインド】") for mail in mails)


def test_those_who_wait_or_cancelled_are_left_alone(kind):
    first = make.apply(kind)
    offered = make.apply(kind)
    decisions.cancel(registration=first)
    answers.accept(registration=offered)
    second = make.apply(kind)
    assert second.is_waiting
    assert reminded(kind, timedelta(days=6)) == 1
    assert not Mail.objects.filter(key__contains=f"{first.reference}:reminder").exists()
    assert not Mail.objects.filter(key__contains=f"{second.reference}:reminder").exists()


def test_nobody_is_reminded_of_a_session_that_is_off(kind):
    make.apply(kind)
    kind.session.state = "cancelled"
    kind.session.save()
    assert reminded(kind, timedelta(days=6)) == 0


def test_who_has_just_registered_needs_no_reminder_of_the_week():
    session = make.make_session(starts_at=timezone.now() + timedelta(days=5))
    make.apply(make.make_type(session))
    assert reminders.send_due() == 0


def test_an_hour_before_everyone_gets_the_way_in_but_never_the_link_of_the_meeting(kind):
    kind.session.join_url = "https://webex.example.com/secret"
    kind.session.save()
    done = make.apply(
        kind,
        attendees=[make.person("a@example.jp"), make.person("b@example.jp")],
        contact=make.contact("a@example.jp"),
    )
    assert reminded(kind, timedelta(minutes=55)) == 1
    assert reminded(kind, timedelta(minutes=50)) == 0
    first, second = done.attendees.all()
    for person in (first, second):
        mail = Mail.objects.get(key__contains=":reminder", recipient=person.email)
        assert mail.subject.startswith("【まもなく開始】")
        assert codes_in(mail.text) == codes_in(mail.html) == {person.ticket_code}
        assert "webex.example.com" not in mail.text + mail.html
    other = Mail.objects.get(key__contains=":reminder", recipient="b@example.jp")
    assert first.ticket_code not in codes_in(other.text + other.html)
    assert "/registrations/link/" not in other.text + other.html


def test_who_registers_within_the_hour_has_the_receipt_instead():
    session = make.make_session(starts_at=timezone.now() + timedelta(minutes=40))
    make.apply(make.make_type(session))
    assert reminders.send_due() == 0


def test_a_new_date_has_reminders_of_its_own(kind):
    make.apply(kind)
    assert reminded(kind, timedelta(days=6)) == 1
    kind.session.starts_at += timedelta(days=20)
    kind.session.ends_at += timedelta(days=20)
    kind.session.save()
    assert reminded(kind, timedelta(days=6)) == 1
    assert Mail.objects.filter(key__contains=":reminder").count() == 2


def test_the_number_of_queries_depends_on_the_mails_alone(kind, django_assert_num_queries):
    make.apply(kind)
    with django_assert_num_queries(3):
        reminded(kind, timedelta(days=30))
