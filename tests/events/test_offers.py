"""Offers: sized to the group, kept until a fair deadline, answered once, never asleep."""

import re
from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from events import business_hours, links
from events.enums import RegistrationState
from events.models import ParticipationType, Registration
from events.selectors.queue import waitlist_position
from events.services import answers, decisions, offers, waitlist
from events.services.errors import OfferEnded
from portal.delivery.models import Mail
from portal.privacy.models import AuditEntry
from tests.events.counting import breaches
from tests.factories import events as make

pytestmark = pytest.mark.django_db


def fresh(registration):
    return Registration.objects.get(pk=registration.pk)


def taken(kind):
    return ParticipationType.objects.get(pk=kind.pk).taken


def answer_links(text):
    """Which registration each of the two links in ``text`` answers for."""
    found = re.findall(r"/registrations/offer/([^/\s]+)/(accept|decline)/", text)
    return {
        answer: Registration.objects.get(reference=links.read_offer_token(token)[0])
        for token, answer in found
    }


def tokyo(text):
    return datetime.fromisoformat(text).replace(tzinfo=business_hours.TOKYO)


@pytest.fixture
def queue():
    """A full type of one place, and two companies that wait; the first place was given back."""
    kind = make.make_type(capacity=1)
    first, second, third = (make.apply(kind) for _ in range(3))
    decisions.cancel(registration=first)
    return kind, fresh(second), fresh(third)


@pytest.fixture
def people():
    """A type counted in people, with two places, both taken by one company."""
    kind = make.make_type(capacity=2, unit="person", allows_fewer=True)
    return kind, make.apply(kind, attendees=[make.person("a@example.jp"), make.person("")])


def three(kind, minimum=None):
    done = make.apply(kind, attendees=[make.person(""), make.person(""), make.person("")])
    Registration.objects.filter(pk=done.pk).update(minimum_people=minimum)
    return done


@pytest.mark.parametrize(
    ("now", "starts", "until"),
    [
        # Two business days; over a weekend; over the turn of the year.
        ("2026-11-25T10:30", "2027-01-27T13:00", "2026-11-27T10:30"),
        ("2026-11-27T16:00", "2027-01-27T13:00", "2026-12-01T16:00"),
        ("2026-12-28T12:00", "2027-01-27T13:00", "2027-01-05T12:00"),
        # Shortened: never past 17:00 of the last business day before the session.
        ("2026-11-25T10:30", "2026-11-27T13:00", "2026-11-26T17:00"),
        ("2026-11-27T10:00", "2026-11-30T09:00", "2026-11-27T17:00"),
        # Exactly three business hours are left; a minute less is no time to ask.
        ("2026-11-26T14:00", "2026-11-27T13:00", "2026-11-26T17:00"),
        ("2026-11-26T14:01", "2026-11-27T13:00", None),
        ("2026-11-26T23:59", "2026-11-27T13:00", None),
        ("2026-11-27T12:00", "2026-11-27T13:00", None),
        ("2026-11-28T10:00", "2026-11-30T09:00", None),
    ],
)
def test_the_deadline_is_fair_and_ends_before_the_session(now, starts, until):
    session = make.make_session(starts_at=tokyo(starts))
    found = offers.deadline(session=session, now=tokyo(now))
    assert found == (tokyo(until) if until else None)


def test_a_freed_place_is_kept_for_the_next(queue):
    kind, second, third = queue
    assert second.is_offered
    assert second.offer_expires_at == offers.deadline(
        session=second.session, now=second.offered_at
    )
    assert third.is_waiting
    assert taken(kind) == 1
    assert waitlist_position(third) == 1
    mail = Mail.objects.get(key=f"registration:{second.reference}:offer")
    assert mail.subject.startswith("【繰上げのご案内・要回答】")
    assert answer_links(mail.text) == {"accept": second, "decline": second}
    assert answer_links(mail.html) == {"accept": second, "decline": second}
    assert mail.attachments == []
    assert breaches() == []


def test_who_accepts_comes(queue):
    kind, second, _third = queue
    assert answers.accept(registration=second).is_confirmed
    assert answers.accept(registration=second).is_confirmed
    assert taken(kind) == 1
    assert Mail.objects.filter(key=f"registration:{second.reference}:confirmed").count() == 1
    actions = AuditEntry.objects.filter(target=f"registration:{second.reference}")
    assert set(actions.values_list("action", flat=True)) == {
        "registration.created",
        "registration.offered",
        "registration.offer_accepted",
    }


def test_who_declines_leaves_the_place_to_the_next_at_once(queue):
    kind, second, third = queue
    answers.decline(registration=second)
    answers.decline(registration=second)
    assert fresh(second).state == RegistrationState.CANCELLED
    assert fresh(third).is_offered
    assert taken(kind) == 1
    assert Mail.objects.filter(key=f"registration:{second.reference}:offer_declined").exists()


def test_an_offer_that_runs_out_goes_on_and_its_owner_is_told(queue):
    kind, second, third = queue
    assert answers.expire_due(now=second.offer_expires_at - timedelta(seconds=1)) == 0
    assert answers.expire_due(now=second.offer_expires_at) == 1
    assert answers.expire_due(now=second.offer_expires_at) == 0
    assert fresh(second).state == RegistrationState.EXPIRED
    assert fresh(third).is_offered
    assert taken(kind) == 1
    mail = Mail.objects.get(key=f"registration:{second.reference}:offer_expired")
    assert mail.subject.startswith("【繰上げ案内の終了】")
    assert breaches() == []


def test_accepting_too_late_expires_the_offer_for_good(queue):
    _kind, second, third = queue
    late = second.offer_expires_at + timedelta(minutes=1)
    with pytest.raises(OfferEnded) as caught:
        answers.accept(registration=second, now=late)
    assert "期限を過ぎた" in caught.value.message
    assert fresh(second).state == RegistrationState.EXPIRED
    assert fresh(third).is_offered


def test_a_confirmed_place_is_not_declined(queue):
    _kind, second, _third = queue
    answers.accept(registration=second)
    with pytest.raises(OfferEnded):
        answers.decline(registration=second)
    assert fresh(second).is_confirmed


def test_cancelling_an_offer_on_the_page_frees_it_too(queue):
    kind, second, third = queue
    decisions.cancel(registration=second)
    assert fresh(third).is_offered
    assert taken(kind) == 1


def test_shortly_before_the_session_the_place_is_given_without_asking():
    kind = make.make_type(
        make.make_session(starts_at=timezone.now() + timedelta(hours=2)), capacity=1
    )
    first, second = make.apply(kind), make.apply(kind)
    decisions.cancel(registration=first)
    assert fresh(second).is_confirmed
    mail = Mail.objects.get(key=f"registration:{second.reference}:promoted")
    assert "お返事を待たずに" in mail.text
    assert next(one.get("filename") for one in mail.attachments) == "invite.ics"


def test_a_session_that_has_begun_or_is_off_wakes_nobody():
    kind = make.make_type(capacity=1)
    first, second = make.apply(kind), make.apply(kind)
    kind.session.state = "postponed"
    kind.session.save()
    decisions.cancel(registration=first)
    assert fresh(second).is_waiting
    assert breaches() == []
    kind.session.state = "announced"
    kind.session.save()
    assert breaches() != []
    assert waitlist.fill_session(session=kind.session) == 1
    assert fresh(second).is_offered
    assert breaches() == []


def test_a_group_gets_fewer_places_if_it_said_so(people):
    kind, first = people
    group = three(kind, minimum=2)
    decisions.cancel(registration=first)
    offered = fresh(group)
    assert (offered.state, offered.places) == (RegistrationState.OFFERED, 2)
    assert [one.is_admitted for one in offered.attendees.all()] == [True, True, False]
    assert taken(kind) == 2
    assert "枠をお取りした方" in Mail.objects.get(key__endswith=":offer").text
    answers.decline(registration=offered)
    assert taken(kind) == 0


@pytest.mark.parametrize("minimum", [None, 3])
def test_a_group_that_wants_all_or_more_is_passed_over_and_keeps_its_position(people, minimum):
    kind, first = people
    group, small = three(kind, minimum), make.apply(kind)
    decisions.cancel(registration=first)
    assert fresh(group).is_waiting
    assert waitlist_position(fresh(group)) == 1
    assert fresh(small).is_offered


def test_nobody_new_overtakes_those_who_wait():
    kind = make.make_type(capacity=1)
    make.apply(kind)
    waiting = make.apply(kind)
    # A free place that no door woke, as after a repair by hand.
    ParticipationType.objects.filter(pk=kind.pk).update(capacity=2)
    new = make.apply(kind)
    assert new.is_waiting
    assert fresh(waiting).is_offered
    assert waitlist_position(new) == 1


def test_somebody_new_takes_what_nobody_who_waits_can_use(people):
    kind, first = people
    ParticipationType.objects.filter(pk=kind.pk).update(capacity=3)
    group = three(kind)
    assert fresh(group).is_waiting
    assert make.apply(kind).is_confirmed
    assert first.is_confirmed


def test_an_offer_that_ran_out_unseen_goes_to_the_queue_before_anybody_new(queue):
    kind, second, third = queue
    Registration.objects.filter(pk=second.pk).update(
        offer_expires_at=timezone.now() - timedelta(minutes=1)
    )
    new = make.apply(kind)
    assert new.is_waiting
    assert fresh(second).state == RegistrationState.EXPIRED
    assert fresh(third).is_offered


def test_the_fallback_type_has_a_queue_of_its_own_that_is_not_overtaken():
    session = make.make_session()
    online = make.make_type(session, mode="online", capacity=1)
    team = make.make_type(session, capacity=1, fallback=online)
    make.apply(online)
    waiting = make.apply(online)
    make.apply(team)
    ParticipationType.objects.filter(pk=online.pk).update(capacity=2)
    assert make.apply(team, accepts_fallback=True).is_waiting
    assert fresh(waiting).is_waiting


def test_many_free_places_are_offered_at_once():
    kind = make.make_type(capacity=1)
    registrations = [make.apply(kind) for _ in range(5)]
    kind.capacity = 4
    kind.save()
    assert len(waitlist.fill(participation_type=kind)) == 3
    states = [fresh(one).state for one in registrations]
    assert states == ["confirmed", "offered", "offered", "offered", "waitlisted"]
    assert taken(kind) == 4


def test_the_database_refuses_an_offer_without_a_deadline(queue):
    _kind, second, _third = queue
    refused = pytest.raises(IntegrityError, match="registration_offer_has_a_deadline")
    with refused, transaction.atomic():
        Registration.objects.filter(pk=second.pk).update(offer_expires_at=None)
