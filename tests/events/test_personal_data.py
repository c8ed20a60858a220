"""Registrations of somebody who leaves, and of years long gone."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from events import personal_data
from events.enums import RegistrationState
from events.models import Attendee, Host, ParticipationType, Registration
from portal.privacy import erasure, purging, purposes, retention
from portal.privacy.selectors import consents_of
from tests.factories import events as make

pytestmark = pytest.mark.django_db
MINE = "leaver@example.jp"


@pytest.fixture
def leaver():
    organization = make.make_organization()
    return make.make_user(organization, email=MINE)


def registered(user, **fields):
    return make.apply(
        make.make_type(capacity=5),
        organization=user.memberships.get().organization,
        user=user,
        attendees=[make.person(MINE), make.person("other@example.jp", given_name="次郎")],
        contact=make.contact(MINE),
        **fields,
    )


def test_the_copy_names_registrations_and_attendance(leaver):
    registration = registered(leaver)
    data = personal_data.export(leaver)
    assert data["registrations"][0]["reference"] == registration.reference
    assert data["attended"][0]["name"] == "髙﨑 花子"
    assert "次郎" not in str(data)


def test_what_is_to_come_is_cancelled_when_nobody_is_left(leaver):
    registration = registered(leaver)
    erasure.carry_out(wish=erasure.request(user=leaver))
    registration.refresh_from_db()
    assert registration.state == RegistrationState.CANCELLED
    assert ParticipationType.objects.get().taken == 0
    assert not Attendee.objects.exists()
    assert MINE not in str(Registration.objects.values())
    assert "髙﨑" not in str(Registration.objects.values())


def test_what_is_to_come_goes_to_a_colleague(leaver):
    registration = registered(leaver)
    heir = make.make_user(leaver.memberships.get().organization, given_name="太郎")
    erasure.carry_out(wish=erasure.request(user=leaver))
    registration.refresh_from_db()
    assert registration.is_active
    assert (registration.applicant, registration.contact_email) == (heir, heir.email)
    assert [person.given_name for person in registration.attendees.all()] == ["次郎"]


@pytest.mark.parametrize(
    ("today", "kept"),
    [
        # The session ends on 10 December 2026: fiscal year until 31 March 2027, then a year.
        (datetime(2028, 3, 30, tzinfo=UTC), True),
        (datetime(2028, 4, 3, tzinfo=UTC), False),
    ],
)
def test_registrations_go_one_year_after_their_fiscal_year(today, kept):
    with time_machine.travel(datetime(2026, 11, 20, tzinfo=UTC)):
        session = make.make_session(starts_at=timezone.now() + timedelta(days=20))
        make.apply(make.make_type(session, capacity=5))
    with time_machine.travel(today):
        purging.run()
        purging.run()
    registration = Registration.objects.get()
    assert registration.contact_email.startswith("erased-") is not kept
    assert registration.attendees.exists() is kept
    assert registration.sector_id == "manufacturing"


def test_the_promise_is_told_in_words():
    words = {rule.name: str(rule.words) for rule in retention.rules()}
    assert "1年" in words["registrations"]


def test_consents_name_the_bodies_that_receive_the_list(leaver):
    kind = make.make_type(capacity=5)
    host = Host.objects.create(
        event=kind.session.event,
        role="co_organiser",
        name_ja="北九州商工会議所",
        receives_data=True,
    )
    make.apply(
        kind,
        organization=leaver.memberships.get().organization,
        user=leaver,
        attendees=[make.person(MINE)],
    )
    words = [text for _consent, text in purposes.in_words(consents_of(leaver))]
    assert sorted(words) == ["イベントの申込と連絡", "参加者名簿の提供: 北九州商工会議所"]
    assert host.receives_data
