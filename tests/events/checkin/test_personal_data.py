"""Attendances are handed out, erased with the person, and reports leave after a year."""

from datetime import timedelta

import pytest
from django.utils import timezone

from events.checkin import personal_data
from events.checkin.models import Attendance, AttendanceEvent
from events.checkin.services import join
from tests.factories import events as make

from .conftest import apply

pytestmark = pytest.mark.django_db


@pytest.fixture
def user(online):
    user = make.make_user(email="hanako@example.jp")
    for person in (make.person("hanako@example.jp"), make.person("other@example.jp")):
        attendee = apply(online, attendees=[person]).attendees.get()
        join.enter(attendee=attendee)
    return user


def test_what_was_noted_is_handed_out(user):
    (told,) = personal_data.export(user)
    assert told["kind"] == "online"
    assert told["reference"].startswith("R-")


def test_what_was_noted_goes_with_the_person_and_no_other(user):
    personal_data.erase(user)
    assert Attendance.objects.count() == AttendanceEvent.objects.count() == 1
    assert personal_data.export(user) == []


def test_reports_leave_in_time_and_attendances_with_their_people(user):
    later = timezone.now() + timedelta(days=1)
    assert personal_data.purge(later - timedelta(days=2)) == 0
    assert personal_data.purge(later) == 2
    assert Attendance.objects.count() == 2
    attendee = Attendance.objects.first().attendee
    attendee.delete()
    assert Attendance.objects.count() == 1
