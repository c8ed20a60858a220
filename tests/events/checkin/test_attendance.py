"""One attendance per person and way, however many reports tell of it, in whatever order."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from events.checkin.enums import Kind, Outcome, Source, Step
from events.checkin.models import Attendance, AttendanceEvent
from events.checkin.selectors import attendance as selectors
from events.checkin.services import attendance
from events.services import decisions
from portal.privacy.models import AuditEntry
from tests.factories import events as make

from .conftest import apply, receiver

pytestmark = pytest.mark.django_db


def report(attendee, session=None, **fields):
    values = {
        "key": uuid.uuid4(),
        "session": session or attendee.registration.session,
        "attendee": attendee,
    }
    return attendance.Report(**values | fields)


def test_the_same_report_twice_is_one(attendee):
    told = report(attendee)
    first, second = attendance.record(report=told), attendance.record(report=told)
    assert first.outcome == second.outcome == Outcome.COUNTED
    assert Attendance.objects.count() == AttendanceEvent.objects.count() == 1


def test_two_devices_are_one_attendance_with_the_first_time(attendee):
    now = timezone.now()
    later, earlier = now - timedelta(minutes=2), now - timedelta(minutes=8)
    assert attendance.record(report=report(attendee, at=later)).outcome == Outcome.COUNTED
    answer = attendance.record(report=report(attendee, at=earlier, device="b"))
    assert answer.outcome == Outcome.AGAIN
    assert answer.attendance.first_seen == earlier
    kept = Attendance.objects.get()
    assert (kept.first_seen, kept.last_seen) == (earlier, later)


def test_who_is_not_expected_is_a_conflict_and_not_an_attendance(session, onsite, online):
    cancelled = apply(onsite).attendees.get()
    decisions.cancel(registration=cancelled.registration)
    waiting = apply(make.make_type(session, allocation="selection")).attendees.get()
    left_out = apply(onsite).attendees.get()
    left_out.is_admitted = False
    left_out.save()
    elsewhere = apply(make.make_type(make.make_session())).attendees.get()
    for person, outcome in (
        (cancelled, Outcome.CANCELLED),
        (waiting, Outcome.NOT_CONFIRMED),
        (left_out, Outcome.NOT_CONFIRMED),
        (elsewhere, Outcome.OTHER_SESSION),
        (apply(online).attendees.get(), Outcome.OTHER_WAY),
        (None, Outcome.UNKNOWN),
    ):
        if person:
            person.refresh_from_db()
            person.registration.refresh_from_db()
        answer = attendance.record(report=report(person, session))
        assert answer.outcome == outcome
        assert answer.event.is_conflict
    assert not Attendance.objects.exists()
    assert not AttendanceEvent.objects.filter(attendee=elsewhere).exists()


def test_staff_settle_a_conflict_once(session, onsite):
    person = apply(onsite).attendees.get()
    decisions.cancel(registration=person.registration)
    person.registration.refresh_from_db()
    staff = receiver(session)
    event = attendance.record(report=report(person)).event
    attendance.settle(event=event, counts=True, actor=staff)
    attendance.settle(event=event, counts=True, actor=staff)
    assert selectors.attended(person)
    assert AuditEntry.objects.filter(action="attendance.settled").count() == 1


def test_an_unknown_ticket_cannot_be_counted(session):
    event = attendance.record(report=report(None, session)).event
    attendance.settle(event=event, counts=True, actor=receiver(session))
    assert not Attendance.objects.exists()
    assert not AttendanceEvent.objects.get().is_conflict


@pytest.mark.parametrize("minutes", [5, -3 * 24 * 60])
def test_a_wrong_clock_is_set_right(attendee, minutes):
    now = timezone.now()
    told = report(attendee, at=now + timedelta(minutes=minutes))
    assert attendance.record(report=told, now=now).attendance.first_seen == now


def test_a_check_in_counts_for_the_whole_session_and_a_check_out_ends_it(session, attendee):
    assert selectors.minutes_attended(attendee) == 0
    attendance.record(report=report(attendee, at=session.starts_at))
    assert selectors.minutes_attended(attendee) == 240
    later = session.starts_at + timedelta(minutes=90)
    attendance.record(report=report(attendee, step=Step.LEAVE, at=later), now=session.ends_at)
    assert selectors.minutes_attended(attendee) == 90
    back = session.starts_at + timedelta(minutes=120)
    attendance.record(report=report(attendee, at=back), now=session.ends_at)
    assert selectors.minutes_attended(attendee) == 240


def test_online_counts_from_joining_to_the_end_unless_a_report_knows_better(session, viewer):
    hour = session.starts_at + timedelta(hours=1)
    joined = report(viewer, step=Step.JOIN, source=Source.JOIN, at=hour)
    attendance.record(report=joined, now=hour)
    assert selectors.minutes_attended(viewer) == 180
    told = report(viewer, step=Step.JOIN, source=Source.IMPORT, at=hour, minutes=75)
    attendance.record(report=told, now=session.ends_at)
    assert selectors.minutes_attended(viewer) == 75
    assert Attendance.objects.get().kind == Kind.ONLINE


def test_who_came_and_who_did_not(session, onsite, attendee):
    other = apply(onsite).attendees.get()
    attendance.record(report=report(attendee))
    assert list(selectors.who_attended(session)) == [attendee]
    assert list(selectors.who_stayed_away(session)) == [other]


def test_a_mistake_is_taken_back_and_told(session, attendee):
    known = attendance.record(report=report(attendee)).attendance
    attendance.undo(attendance=known, actor=receiver(session))
    assert not selectors.attended(attendee)
    assert AuditEntry.objects.get(action="attendance.undone").detail["attendee"] == attendee.pk
