"""Places held while a form is reviewed: once, for ten minutes, never more than there are."""

from datetime import timedelta

import pytest
import time_machine
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from events.models import ParticipationType, PlaceHold, Registration, RegistrationDraft
from events.services import decisions, holds
from events.services.errors import NoPlaceLeft
from tests.events import forms
from tests.events.counting import breaches
from tests.factories import events as make

pytestmark = pytest.mark.django_db
MINUTES = timedelta(minutes=11)


def taken(kind):
    return ParticipationType.objects.get(pk=kind.pk).taken


def keep(kind, key="k1", people=1, **fields):
    kind = ParticipationType.objects.select_related("fallback").get(pk=kind.pk)
    holds.keep(key=key, participation_type=kind, people=people, **fields)


@pytest.fixture
def applicant(client):
    client.force_login(make.make_user(make.make_organization()))
    return client


def test_the_review_step_holds_a_place_and_sending_uses_it(applicant):
    kind = make.make_type(capacity=1)
    applicant.post(forms.apply_url(kind), forms.answers())
    assert taken(kind) == 1
    page = applicant.get(forms.review_url(kind)).content.decode()
    assert "枠を仮押さえしています" in page
    rival = make.apply(kind)
    assert rival.is_waiting
    response = forms.send(applicant, kind)
    assert response.status_code == 302
    assert Registration.objects.get(applicant__isnull=False).is_confirmed
    assert taken(kind) == 1
    assert PlaceHold.objects.get().ended_at is not None
    assert breaches() == []


def test_looking_again_neither_takes_twice_nor_starts_again(applicant):
    kind = make.make_type(capacity=5)
    for _ in range(3):
        applicant.post(forms.apply_url(kind), forms.answers())
    first = PlaceHold.objects.get()
    assert (taken(kind), first.places) == (1, 1)
    with time_machine.travel(timezone.now() + MINUTES):
        holds.release_expired()
        assert taken(kind) == 0
        applicant.post(forms.apply_url(kind), forms.answers())
        assert taken(kind) == 0
        assert (
            "仮押さえの時間が過ぎました" in applicant.get(forms.review_url(kind)).content.decode()
        )
        assert PlaceHold.objects.count() == 1
        forms.send(applicant, kind)
    assert taken(kind) == 1


def test_an_expired_hold_goes_to_who_waits():
    kind = make.make_type(capacity=1)
    keep(kind)
    waiting = make.apply(kind)
    assert waiting.is_waiting
    with time_machine.travel(timezone.now() + MINUTES):
        assert holds.release_expired() == 1
        assert holds.release_expired() == 0
    assert Registration.objects.get(pk=waiting.pk).is_offered
    assert taken(kind) == 1


def test_an_application_finds_the_place_of_an_expired_hold_before_the_job_runs():
    kind = make.make_type(capacity=1)
    keep(kind)
    with time_machine.travel(timezone.now() + MINUTES):
        assert make.apply(kind).is_confirmed
    assert taken(kind) == 1
    assert breaches() == []


def test_staff_find_the_place_of_an_expired_hold_before_the_job_runs():
    kind = make.make_type(capacity=3, unit="person")
    keep(kind, people=3)
    first, chosen = make.apply(kind), make.apply(kind)
    with pytest.raises(NoPlaceLeft), transaction.atomic():
        decisions.confirm(registration=chosen)
    with time_machine.travel(timezone.now() + MINUTES):
        assert decisions.confirm(registration=chosen).is_confirmed
    # What the hold gives beyond that goes on to who waits, in the same transaction.
    assert Registration.objects.get(pk=first.pk).is_offered
    assert taken(kind) == 2
    assert breaches() == []


def test_a_hold_follows_the_number_of_people():
    kind = make.make_type(capacity=4, unit="person")
    keep(kind, people=3)
    assert taken(kind) == 3
    waiting = make.apply(kind, attendees=[make.person(), make.person()])
    assert waiting.is_waiting
    keep(kind, people=2)
    assert taken(kind) == 4
    assert Registration.objects.get(pk=waiting.pk).is_offered
    keep(kind, people=3)
    assert (taken(kind), PlaceHold.objects.get().places) == (4, 2)
    assert breaches() == []


def test_fewer_people_than_held_give_the_rest_back():
    kind = make.make_type(capacity=3, unit="person")
    keep(kind, people=3)
    waiting = make.apply(kind)
    done = make.apply(kind, idempotency_key="k1")
    assert done.is_confirmed
    assert Registration.objects.get(pk=waiting.pk).is_offered
    assert taken(kind) == 2
    assert breaches() == []


def test_when_the_type_is_full_the_fallback_is_held_instead():
    session = make.make_session()
    online = make.make_type(session, capacity=10)
    team = make.make_type(session, capacity=1, fallback=online)
    make.apply(team)
    keep(team, accepts_fallback=True)
    assert (taken(team), taken(online)) == (1, 1)
    keep(team, accepts_fallback=False)
    assert (taken(team), taken(online)) == (1, 0)


def test_a_place_that_came_free_is_better_than_the_held_fallback():
    session = make.make_session()
    online = make.make_type(session, capacity=10)
    team = make.make_type(session, capacity=1, fallback=online)
    first = make.apply(team)
    keep(team, accepts_fallback=True)
    decisions.cancel(registration=first)
    done = make.apply(team, accepts_fallback=True, idempotency_key="k1")
    assert done.participation_type == team
    assert (taken(team), taken(online)) == (1, 0)


def test_dropping_the_form_frees_the_place(applicant):
    kind = make.make_type(capacity=1)
    applicant.post(forms.apply_url(kind), forms.answers())
    waiting = make.apply(kind)
    response = applicant.post(forms.apply_url(kind), forms.answers(action="discard"))
    assert response.url == reverse("events:session", args=[kind.session_id])
    assert not RegistrationDraft.objects.exists()
    assert Registration.objects.get(pk=waiting.pk).is_offered


def test_selection_holds_nothing(applicant):
    kind = make.make_type(allocation="selection")
    applicant.post(forms.apply_url(kind), forms.answers())
    assert taken(kind) == 0
    assert "選考で決まります" in applicant.get(forms.review_url(kind)).content.decode()


def test_a_hold_that_began_in_time_is_good_after_the_deadline(applicant):
    closes = timezone.now() + timedelta(minutes=5)
    kind = make.make_type(make.make_session(closes_at=closes))
    applicant.post(forms.apply_url(kind), forms.answers())
    with time_machine.travel(closes + timedelta(minutes=1)):
        assert forms.send(applicant, kind).status_code == 302
    assert Registration.objects.get().is_confirmed


def test_a_hold_that_ran_out_is_no_way_around_the_deadline(applicant):
    closes = timezone.now() + timedelta(minutes=5)
    kind = make.make_type(make.make_session(closes_at=closes))
    applicant.post(forms.apply_url(kind), forms.answers())
    with time_machine.travel(closes + MINUTES):
        response = applicant.post(forms.review_url(kind), {"consent": "yes"})
        assert response.status_code == 409
        late = forms.answers(message="車いすで参加します")
        assert applicant.post(forms.apply_url(kind), late).status_code == 409
    assert not Registration.objects.exists()
    draft = RegistrationDraft.objects.get()
    assert draft.data["contact"]["message"] == "車いすで参加します"


def test_a_session_that_staff_closed_takes_nobody_in(applicant):
    kind = make.make_type()
    applicant.post(forms.apply_url(kind), forms.answers())
    kind.session.state = "cancelled"
    kind.session.save()
    response = applicant.post(forms.review_url(kind), {"consent": "yes"})
    assert response.status_code == 409
    assert "中止" in response.content.decode()


def test_a_lost_counter_of_holds_is_reported():
    kind = make.make_type()
    keep(kind)
    assert breaches() == []
    PlaceHold.objects.update(ended_at=timezone.now())
    assert [breach.participation_type for breach in breaches()] == [kind.pk]
