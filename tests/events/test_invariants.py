"""The nightly check finds what is wrong, and nothing else."""

import io
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from events.enums import Door
from events.models import ParticipationType, PlaceHold, Registration, Session
from events.selectors.invariants import WORDS, breaches, last_check
from events.services import decisions, invariants
from events.watch import look
from portal.accounts.enums import Role
from portal.delivery import periodic, worker
from portal.delivery.models import Mail, OutboxMessage
from portal.privacy import subject_data
from portal.privacy.models import AuditEntry, Consent
from tests.events.test_staff import staff
from tests.factories import events as make

pytestmark = pytest.mark.django_db


def rules():
    return [one.rule for one in breaches(timezone.now())]


@pytest.fixture
def registered():
    return make.apply(make.make_type(capacity=3))


def change(**fields):
    Registration.objects.update(**fields)


def test_a_year_without_fault_has_no_breach():
    kind = make.make_type(capacity=2)
    first, *_others = [make.apply(kind) for _ in range(4)]
    make.apply(
        make.make_type(unit="person", capacity=9), attendees=[make.person() for _ in range(3)]
    )
    chosen = make.make_type(allocation="selection")
    decisions.reject(registration=make.apply(chosen))
    make.apply(chosen)
    make.apply(kind, door=Door.IMPORT, consented=False)
    decisions.cancel(registration=first)
    assert breaches(timezone.now()) == []


def test_what_an_erasure_took_away_is_no_breach(registered):
    session = registered.session
    Session.objects.filter(pk=session.pk).update(
        starts_at=timezone.now() - timedelta(days=9), ends_at=timezone.now() - timedelta(days=8)
    )
    user = make.make_user()
    change(contact_email=user.email)
    subject_data.erasers()["events"](user)
    assert not registered.attendees.exists()
    assert breaches(timezone.now()) == []


def wrong_counter(one):
    ParticipationType.objects.update(taken=2)


def more_than_there_is(one):
    ParticipationType.objects.update(taken=3)
    change(places=4)


def sleeping_place(one):
    waiting = make.apply(one.participation_type)
    Registration.objects.filter(pk=waiting.pk).update(
        state="waitlisted", confirmed_at=None, waitlisted_at=timezone.now()
    )
    ParticipationType.objects.update(taken=1)


def forgotten_hold(one):
    PlaceHold.objects.create(
        participation_type=one.participation_type,
        key="form",
        places=1,
        expires_at=timezone.now() - timedelta(hours=3),
    )
    ParticipationType.objects.update(taken=2)


def forgotten_offer(one):
    change(state="offered", offer_expires_at=timezone.now() - timedelta(hours=3))


def without_moment(one):
    change(confirmed_at=None)


def unknown_state(one):
    change(state="lost")
    ParticipationType.objects.update(taken=0)


def undecided_among_first_comers(one):
    change(state="applied")
    ParticipationType.objects.update(taken=0)


def another_session(one):
    change(session=make.make_session())


def nobody_in_it(one):
    one.attendees.all().delete()


def more_people_than_places(one):
    ParticipationType.objects.update(unit="person", taken=2)
    change(places=2)


def same_number_twice(one):
    make.apply(one.participation_type)
    change(corporate_number="5010001000006")


def no_receipt(one):
    Mail.objects.all().delete()


def mail_that_nobody_sends(one):
    OutboxMessage.objects.all().delete()


def no_consent(one):
    Consent.objects.all().delete()


def no_audit(one):
    AuditEntry.objects.all().delete()


def no_uid(one):
    Session.objects.update(calendar_uid=None)


@pytest.mark.parametrize(
    ("damage", "rule"),
    [
        (wrong_counter, "counter"),
        (more_than_there_is, "oversold"),
        (sleeping_place, "asleep"),
        (forgotten_hold, "hold_past_its_time"),
        (forgotten_offer, "offer_past_its_time"),
        (without_moment, "impossible_state"),
        (unknown_state, "impossible_state"),
        (undecided_among_first_comers, "impossible_state"),
        (another_session, "impossible_state"),
        (nobody_in_it, "without_people"),
        (more_people_than_places, "people_and_places"),
        (same_number_twice, "company_twice"),
        (no_receipt, "without_receipt"),
        (mail_that_nobody_sends, "mail_without_outbox"),
        (no_consent, "without_consent"),
        (no_audit, "without_audit"),
        (no_uid, "without_calendar_uid"),
    ],
    ids=lambda value: getattr(value, "__name__", value),
)
def test_each_damage_is_found(registered, damage, rule):
    assert rules() == []
    damage(registered)
    assert rule in rules()
    assert set(rules()) <= set(WORDS)


def test_mails_that_have_left_need_no_outbox(registered):
    worker.drain()
    OutboxMessage.objects.all().delete()
    assert rules() == []


def test_the_cost_is_the_same_for_one_and_for_many(django_assert_num_queries):
    kind = make.make_type(capacity=20)
    make.apply(kind)
    with django_assert_num_queries(13):
        breaches(timezone.now())
    for _number in range(9):
        make.apply(kind)
    with django_assert_num_queries(13):
        breaches(timezone.now())


def test_the_command_says_that_all_is_well_and_leaves_a_record(registered):
    out = io.StringIO()
    call_command("check_events", stdout=out)
    assert "All is as it must be." in out.getvalue()
    assert last_check().detail == {"count": 0, "breaches": []}


def test_the_command_fails_with_a_line_for_each_breach(registered, caplog):
    wrong_counter(registered)
    out = io.StringIO()
    with pytest.raises(CommandError, match="1 things"):
        call_command("check_events", stdout=out)
    line = f"counter type:{registered.participation_type_id}: capacity 3, taken 2, held 1"
    assert out.getvalue().strip() == line
    assert "events are not as they must be" in caplog.text


def test_it_runs_every_day_by_itself(registered):
    assert "events.check" in periodic.run_due()
    assert last_check() is not None
    assert "events.check" not in periodic.run_due()


def test_the_staff_home_tells_event_managers_until_it_is_mended(registered):
    manager = staff(Role.EVENT_MANAGER)
    wrong_counter(registered)
    assert look(manager) == []
    invariants.check()
    (waiting,) = look(manager)
    assert (waiting.count, waiting.url) == (1, reverse("events_check"))
    assert look(staff(Role.EDITOR)) == []
    ParticipationType.objects.update(taken=1)
    invariants.check()
    assert look(manager) == []


def test_staff_read_what_is_wrong_and_check_again(registered, client):
    client.force_login(staff(Role.EVENT_MANAGER))
    no_receipt(registered)
    invariants.check()
    page = client.get(reverse("events_check")).content.decode()
    assert "受付のメールがありません" in page
    assert reverse("registrations:inspect", args=[registered.pk]) in page
    wrong_counter(registered)
    page = client.post(reverse("events_check"), follow=True).content.decode()
    assert "枠の数が申込と合いません" in page
    kind = registered.participation_type_id
    assert reverse("participation_types:edit", args=[kind]) in page


def test_nobody_else_sees_it(client):
    client.force_login(staff(Role.EDITOR))
    assert client.get(reverse("events_check")).status_code in (302, 403)
