"""Reminders: a week and a day before, once, and only to those who come."""

from datetime import timedelta

import pytest
from django.utils import timezone

from events.services import decisions, reminders
from portal.delivery.models import Mail
from tests.factories import events as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def kind():
    return make.make_type(capacity=1)


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
    make.apply(kind)
    decisions.cancel(registration=first)
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
