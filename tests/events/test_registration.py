"""Registering, cancelling, promoting: places never exceed capacity and never sleep."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from events.enums import REGISTRATION_TRANSITIONS, Allocation, Door, RegistrationState
from events.models import ParticipationType, Registration
from events.services import decisions, waitlist
from events.services import registration as service
from events.services.errors import (
    AlreadyRegistered,
    ConsentMissing,
    NoPlaceLeft,
    NotOpen,
    TransitionRefused,
    WrongNumberOfPeople,
)
from portal.delivery.models import Mail, OutboxMessage
from portal.privacy.models import AuditEntry, Consent
from tests.factories import events as make

pytestmark = pytest.mark.django_db


def taken(kind):
    return ParticipationType.objects.get(pk=kind.pk).taken


def test_a_free_place_is_confirmed_with_mail_consent_and_audit_entry():
    kind = make.make_type()
    done = make.apply(
        kind,
        attendees=[make.person("a@example.jp"), make.person("b@example.jp")],
        contact=make.contact("a@example.jp"),
    )
    assert done.state == RegistrationState.CONFIRMED
    assert taken(kind) == 1
    assert done.attendees.count() == 2
    assert sorted(Mail.objects.values_list("recipient", flat=True)) == [
        "a@example.jp",
        "b@example.jp",
    ]
    assert OutboxMessage.objects.filter(topic="mail").count() == 2
    subject = f"registration:{done.reference}"
    assert Consent.objects.filter(subject=subject).count() == 1
    assert AuditEntry.objects.get(target=subject).action == "registration.created"


def test_when_full_the_next_company_waits():
    kind = make.make_type(capacity=1)
    make.apply(kind)
    second = make.apply(kind)
    assert second.state == RegistrationState.WAITLISTED
    assert taken(kind) == 1
    mail = Mail.objects.get(key=f"registration:{second.reference}:receipt")
    assert mail.subject.startswith("【キャンセル待ち】")
    assert mail.attachments == []


def test_places_are_counted_in_people_where_the_type_says_so():
    kind = make.make_type(capacity=3, unit="person")
    make.apply(kind, attendees=[make.person(), make.person("")])
    assert taken(kind) == 2
    assert make.apply(kind, attendees=[make.person(), make.person("")]).is_waiting
    assert make.apply(kind).is_confirmed
    assert taken(kind) == 3


def test_the_same_organization_gets_a_clear_answer_the_second_time():
    kind = make.make_type()
    organization = make.make_organization()
    first = make.apply(kind, organization=organization)
    with pytest.raises(AlreadyRegistered) as caught:
        make.apply(kind, organization=organization)
    assert caught.value.registration == first
    assert first.reference in caught.value.message
    assert taken(kind) == 1


def test_a_company_without_account_is_recognised_by_its_number():
    kind = make.make_type()
    same = make.company(corporate_number="4000012090001")
    make.apply(kind, company=same)
    with pytest.raises(AlreadyRegistered):
        make.apply(kind, company=same)


def test_the_same_key_gives_the_same_registration():
    kind = make.make_type()
    organization = make.make_organization()
    user = make.make_user(organization)
    answers = [
        make.apply(kind, organization=organization, user=user, idempotency_key="k1")
        for _ in range(2)
    ]
    assert answers[0].pk == answers[1].pk
    assert taken(kind) == 1
    assert Mail.objects.count() == 1


def test_a_duplicate_that_slips_past_the_check_is_caught_by_the_database(monkeypatch):
    kind = make.make_type()
    organization = make.make_organization()
    first = make.apply(kind, organization=organization)
    monkeypatch.setattr(service, "_check", lambda **_: None)
    with pytest.raises(AlreadyRegistered) as caught:
        make.apply(kind, organization=organization)
    assert caught.value.registration == first
    assert taken(kind) == 1


def test_after_a_cancellation_the_company_may_apply_again():
    kind = make.make_type()
    organization = make.make_organization()
    decisions.cancel(registration=make.apply(kind, organization=organization))
    assert make.apply(kind, organization=organization).is_confirmed
    assert taken(kind) == 1


@pytest.mark.parametrize(
    "fields",
    [
        {"state": "draft"},
        {"state": "closed"},
        {"state": "cancelled"},
        {"opens_at": timezone.now() + timedelta(days=2)},
        {"closes_at": timezone.now() - timedelta(hours=1)},
    ],
)
def test_applications_outside_the_opening_times_are_refused(fields):
    kind = make.make_type(make.make_session(**fields))
    with pytest.raises(NotOpen):
        make.apply(kind)
    assert taken(kind) == 0


def test_the_deadline_of_the_type_comes_before_that_of_the_session():
    kind = make.make_type(closes_at=timezone.now() - timedelta(minutes=1))
    with pytest.raises(NotOpen):
        make.apply(kind)


def test_too_few_people_and_missing_consent_are_refused():
    kind = make.make_type(min_attendees=3)
    with pytest.raises(WrongNumberOfPeople) as caught:
        make.apply(kind)
    assert "3人から6人" in caught.value.message
    with pytest.raises(ConsentMissing):
        make.apply(make.make_type(), consented=False)


def test_hosts_that_receive_data_are_consented_to_by_name():
    kind = make.make_type()
    event = kind.session.event
    host = event.hosts.create(role="organiser", name_ja="九州大学", receives_data=True)
    event.hosts.create(role="patron", name_ja="後援者")
    make.apply(kind)
    purposes = set(Consent.objects.values_list("purpose", flat=True))
    assert purposes == {"event_registration", f"event_host:{host.pk}"}


def test_a_losing_application_falls_back_online_if_it_said_so():
    session = make.make_session()
    online = make.make_type(session, mode="online", capacity=100)
    team = make.make_type(session, capacity=1, fallback=online)
    make.apply(team)
    second = make.apply(team, accepts_fallback=True)
    third = make.apply(team)
    assert (second.state, second.participation_type) == (RegistrationState.CONFIRMED, online)
    assert third.is_waiting
    assert (taken(team), taken(online)) == (1, 1)


def test_a_cancellation_offers_the_place_to_the_next_in_the_same_transaction():
    kind = make.make_type(capacity=1)
    first, second, third = (make.apply(kind) for _ in range(3))
    decisions.cancel(registration=first)
    assert Registration.objects.get(pk=second.pk).is_offered
    assert Registration.objects.get(pk=third.pk).is_waiting
    assert taken(kind) == 1
    assert Mail.objects.filter(key=f"registration:{second.reference}:offer").count() == 1


def test_cancelling_twice_frees_one_place_only():
    kind = make.make_type(capacity=2)
    first, _second = make.apply(kind), make.apply(kind)
    decisions.cancel(registration=first)
    decisions.cancel(registration=first)
    assert taken(kind) == 1


def test_a_group_too_large_keeps_its_position_and_a_smaller_one_goes_first():
    kind = make.make_type(capacity=2, unit="person")
    first = make.apply(kind)
    second = make.apply(kind)
    large = make.apply(kind, attendees=[make.person(), make.person("")])
    small = make.apply(kind)
    decisions.cancel(registration=first)
    assert Registration.objects.get(pk=large.pk).is_waiting
    assert Registration.objects.get(pk=small.pk).is_offered
    decisions.cancel(registration=second)
    decisions.cancel(registration=small)
    assert Registration.objects.get(pk=large.pk).is_offered
    assert taken(kind) == 2


def test_raising_the_capacity_wakes_the_waitlist():
    kind = make.make_type(capacity=1)
    make.apply(kind)
    second = make.apply(kind)
    kind.capacity = 2
    kind.save()
    assert [done.pk for done in waitlist.fill(participation_type=kind)] == [second.pk]
    assert taken(kind) == 2


def test_an_old_copy_of_the_type_cannot_bring_back_an_old_count():
    kind = make.make_type()
    stale = ParticipationType.objects.get(pk=kind.pk)
    make.apply(kind)
    stale.label_ja = "会場"
    stale.save()
    assert taken(kind) == 1


def test_the_database_refuses_more_places_than_capacity():
    kind = make.make_type(capacity=1)
    refused = pytest.raises(IntegrityError, match="participation_type_never_oversold")
    with refused, transaction.atomic():
        ParticipationType.objects.filter(pk=kind.pk).update(taken=2)


def test_selection_takes_no_place_until_staff_confirm():
    kind = make.make_type(capacity=1, allocation=Allocation.SELECTION)
    first, second = make.apply(kind), make.apply(kind)
    assert first.state == second.state == RegistrationState.APPLIED
    assert taken(kind) == 0
    decisions.confirm(registration=first)
    with pytest.raises(NoPlaceLeft):
        decisions.confirm(registration=second)
    decisions.reject(registration=second, reason="定員")
    assert taken(kind) == 1
    assert AuditEntry.objects.get(action="registration.rejected").reason == "定員"


def test_a_cancelled_registration_cannot_be_confirmed():
    done = make.apply(make.make_type())
    decisions.cancel(registration=done)
    with pytest.raises(TransitionRefused):
        decisions.confirm(registration=done)


def test_every_state_has_its_row_in_the_table_of_transitions():
    assert set(REGISTRATION_TRANSITIONS) == set(RegistrationState)


def test_staff_may_register_after_the_closing_date():
    kind = make.make_type(make.make_session(state="closed"))
    done = make.apply(kind, door=Door.STAFF, consented=False)
    assert done.is_confirmed
    assert Consent.objects.count() == 0
