"""People at the desk, and sessions that are on."""

from datetime import timedelta

import pytest
from django.utils import timezone

from events.enums import AttendanceMode, Duty
from events.models import EventStaff
from tests.factories import events as make

LINK = "https://meet.example.com/j/secret-4711?pwd=hidden"


@pytest.fixture
def session(db):
    """A hybrid session that began ten minutes ago, with a link."""
    return make.make_session(
        starts_at=timezone.now() - timedelta(minutes=10), join_url=LINK, state="closed"
    )


@pytest.fixture
def onsite(session):
    return make.make_type(session, capacity=50)


@pytest.fixture
def online(session):
    return make.make_type(
        session,
        code="viewer",
        label_ja="オンライン視聴",
        mode=AttendanceMode.ONLINE,
        capacity=500,
    )


def apply(kind, **fields):
    """A confirmed registration, whatever the hour."""
    return make.apply(kind, door="staff", **fields)


@pytest.fixture
def attendee(onsite):
    return apply(onsite).attendees.get()


@pytest.fixture
def viewer(online):
    return apply(online).attendees.get()


def receiver(session, duty=Duty.CHECK_IN):
    """A person with one duty in the event of ``session``, and nothing else."""
    user = make.make_user()
    EventStaff.objects.create(event=session.event, user=user, duty=duty)
    return user


@pytest.fixture
def desk(client, session):
    """The client of somebody who receives people."""
    client.force_login(receiver(session))
    return client


@pytest.fixture
def owner(client, session):
    """The client of who runs the event."""
    client.force_login(receiver(session, Duty.OWNER))
    return client
