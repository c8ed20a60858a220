"""Counting the places again."""

from datetime import timedelta

import pytest
from django.utils import timezone

from events.models import ParticipationType, PlaceHold, Registration
from events.selectors import places
from events.services import decisions
from tests.factories import events as make

pytestmark = pytest.mark.django_db


def count():
    (found,) = places.counts(timezone.now())
    return found


def hold(kind, number, **fields):
    return PlaceHold.objects.create(
        participation_type=kind,
        key=f"form-{kind.pk}",
        places=number,
        expires_at=timezone.now() + timedelta(minutes=10),
        **fields,
    )


def test_after_registering_and_cancelling_all_is_well():
    kind = make.make_type(capacity=2)
    first, *_others = [make.apply(kind) for _ in range(4)]
    decisions.cancel(registration=first)
    found = count()
    assert (found.taken, found.held) == (2, 2)
    assert found.is_right
    assert not (found.is_oversold or found.is_asleep)


def test_the_registrations_of_another_type_are_not_counted():
    kind, other = make.make_type(), make.make_type()
    make.apply(kind)
    counted = {one.participation_type: one.held for one in places.counts(timezone.now())}
    assert counted == {kind.pk: 1, other.pk: 0}


def test_an_open_confirmation_step_holds_places_until_it_ends():
    kind = make.make_type(capacity=5)
    make.apply(kind)
    made = hold(kind, 2)
    ParticipationType.objects.update(taken=3)
    assert count().held == 3
    assert count().is_right
    PlaceHold.objects.filter(pk=made.pk).update(ended_at=timezone.now())
    assert count().held == 1
    assert not count().is_right


def test_a_counter_that_lies_is_found():
    make.apply(make.make_type())
    ParticipationType.objects.update(taken=3)
    assert not count().is_right


def test_more_than_there_is_is_found():
    kind = make.make_type(capacity=2)
    make.apply(kind)
    Registration.objects.update(places=3)
    assert count().is_oversold


@pytest.mark.parametrize(("needed", "asleep"), [(1, True), (2, False)])
def test_a_place_sleeps_only_if_somebody_who_waits_fits(needed, asleep):
    kind = make.make_type(capacity=1)
    first = make.apply(kind)
    make.apply(kind)
    Registration.objects.filter(pk=first.pk).update(state="cancelled")
    Registration.objects.filter(state="waitlisted").update(places=needed)
    ParticipationType.objects.update(taken=0)
    assert count().is_asleep is asleep


def test_nobody_waits_for_a_session_that_is_off():
    kind = make.make_type(capacity=1)
    first = make.apply(kind)
    make.apply(kind)
    Registration.objects.filter(pk=first.pk).update(state="cancelled")
    ParticipationType.objects.update(taken=0)
    type(kind.session).objects.update(state="cancelled")
    assert not count().is_asleep
