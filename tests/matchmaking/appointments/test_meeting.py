"""The meeting: dates proposed, one picked, invitations that calendars understand, called off."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from matchmaking.appointments import selectors, services
from matchmaking.appointments.services import Terms
from matchmaking.models import Appointment, AppointmentStep
from matchmaking.services import introduction as introductions
from matchmaking.transitions import NotAllowedError
from portal.accounts.models import Membership
from portal.delivery.models import Mail

from .plans import HERE, choose, entries, moment, propose

pytestmark = pytest.mark.django_db


def test_proposed_picked_moved_and_called_off_in_every_calendar(talk):
    propose(talk)
    assert entries() == {}
    fixed = choose(talk)
    assert fixed.starts_at == moment(3)
    first = entries()
    assert set(first) == {
        f"{name}@example.jp" for name in ("company", "colleague", "provider", "coordinator")
    }
    for address, (method, entry) in first.items():
        assert (method, entry["SEQUENCE"], entry["STATUS"]) == ("REQUEST", 0, "CONFIRMED")
        assert str(entry["ATTENDEE"]) == f"mailto:{address}"
        assert str(entry["ORGANIZER"]) == "mailto:noreply@localhost"
        assert entry["DTSTART"].params["TZID"] == "Asia/Tokyo"
        assert entry["DTSTART"].dt == moment(3)
        assert entry["DTEND"].dt - entry["DTSTART"].dt == timedelta(hours=1)
        assert entry["DTSTAMP"].dt.tzinfo is not None
    propose(talk, "provider", days=(5,))
    assert selectors.live(talk.introduction).starts_at == moment(3)
    choose(talk, "company")
    second = entries()
    services.cancel(introduction=talk.introduction, user=talk.person("company"))
    third = entries()
    for address, (_method, entry) in first.items():
        method, moved = second[address]
        assert (method, moved["SEQUENCE"], moved["UID"]) == ("REQUEST", 1, entry["UID"])
        method, ended = third[address]
        assert (method, ended["SEQUENCE"], ended["UID"]) == ("CANCEL", 2, entry["UID"])
        assert ended["STATUS"] == "CANCELLED"
        assert ended["ORGANIZER"] == entry["ORGANIZER"]
    kinds = AppointmentStep.objects.values_list("kind", flat=True)
    assert list(kinds) == ["proposed", "fixed", "proposed", "changed", "cancelled"]


def test_an_entry_holds_no_names_and_no_way_into_the_meeting(talk):
    propose(talk, terms=Terms(30, url="https://meet.example.jp/secret"))
    choose(talk)
    for address, (_method, entry) in entries().items():
        text = entry.to_ical().decode().replace("\r\n ", "")
        assert "secret" not in text
        names = ("困った製作所", "助ける事務所", "困田", "助川")
        own = {"company@example.jp": "困田", "provider@example.jp": "助川"}.get(address)
        assert not any(name in text for name in names if name != own)
    mail = Mail.objects.get(key__startswith="appointment-fixed", recipient="provider@example.jp")
    assert "https://meet.example.jp/secret" in mail.text


@pytest.mark.parametrize(
    ("proposer", "chooser", "may"),
    [
        ("company", "provider", True),
        ("provider", "colleague", True),
        ("company", "coordinator", True),
        ("coordinator", "company", True),
        ("coordinator", "provider", True),
        ("company", "company", False),
        ("company", "colleague", False),
        ("company", "stranger", False),
        ("company", "editor", False),
    ],
)
def test_the_other_side_picks(talk, proposer, chooser, may):
    propose(talk, proposer)
    if may:
        assert choose(talk, chooser).state == "fixed"
    else:
        with pytest.raises(NotAllowedError):
            choose(talk, chooser)


@pytest.mark.parametrize("role", ["stranger", "editor"])
def test_nobody_else_proposes_sets_or_calls_off(talk, role):
    propose(talk)
    values = {"introduction": talk.introduction, "user": talk.person(role)}
    with pytest.raises(NotAllowedError):
        propose(talk, role)
    with pytest.raises(NotAllowedError):
        services.settle(**values, starts_at=moment(2), terms=HERE)
    with pytest.raises(NotAllowedError):
        services.cancel(**values)


def test_only_the_coordinator_sets_a_date_alone(talk):
    values = {"introduction": talk.introduction, "starts_at": moment(2), "terms": HERE}
    with pytest.raises(NotAllowedError):
        services.settle(**values, user=talk.person("company"))
    for _ in range(2):
        services.settle(**values, user=talk.person("coordinator"))
    assert Mail.objects.filter(key__startswith="appointment-fixed").count() == 4


@pytest.mark.parametrize("days", [(), (1, 2, 3, 4), (-1,), (-1, 2)])
def test_dates_are_one_to_three_and_to_come(talk, days):
    with pytest.raises(NotAllowedError, match="1つから3つ"):
        propose(talk, days=days)


def test_a_date_that_passed_or_is_no_longer_offered_is_refused(talk):
    appointment = propose(talk)
    old = appointment.options.first()
    appointment.options.filter(pk=old.pk).update(starts_at=timezone.now() - timedelta(hours=1))
    with pytest.raises(NotAllowedError, match="過ぎています"):
        choose(talk, option=old.pk)
    propose(talk, days=(6, 7))
    with pytest.raises(NotAllowedError, match="もう選べません"):
        choose(talk, option=old.pk)
    choose(talk)
    with pytest.raises(NotAllowedError):
        choose(talk, option=old.pk)


def test_the_same_again_changes_nothing(talk):
    propose(talk)
    propose(talk)
    assert Appointment.objects.count() == 1
    assert Mail.objects.filter(key__startswith="appointment-proposed").count() == 3
    services.cancel(introduction=talk.introduction, user=talk.person("company"))
    services.cancel(introduction=talk.introduction, user=talk.person("company"))
    assert AppointmentStep.objects.filter(kind="cancelled").count() == 1


def test_a_withdrawal_calls_the_meeting_off_for_those_who_still_belong(talk):
    propose(talk)
    choose(talk)
    entries()
    Membership.objects.filter(user=talk.colleague).delete()
    introductions.withdraw(introduction=talk.introduction, user=talk.person("provider"))
    told = entries()
    assert set(told) == {"company@example.jp", "provider@example.jp", "coordinator@example.jp"}
    assert {method for method, _entry in told.values()} == {"CANCEL"}
    mails = Mail.objects.filter(key__startswith="appointment-cancelled")
    assert not any("Reply-To" in mail.headers or "返信" in mail.text for mail in mails)
    with pytest.raises(NotAllowedError):
        propose(talk)


def test_after_a_meeting_another_one_can_be_agreed_on(talk):
    propose(talk)
    first = choose(talk)
    Appointment.objects.update(
        starts_at=timezone.now() - timedelta(days=2), ends_at=timezone.now() - timedelta(days=1)
    )
    assert selectors.live(talk.introduction) is None
    assert propose(talk, days=(8,)).pk != first.pk


def test_the_database_keeps_one_open_meeting_and_times_in_order(talk):
    appointment = propose(talk)
    with pytest.raises(IntegrityError), transaction.atomic():
        Appointment.objects.create(introduction=appointment.introduction, proposed_side="company")
    with pytest.raises(IntegrityError), transaction.atomic():
        Appointment.objects.update(starts_at=moment(3), ends_at=moment(2))
    with pytest.raises(IntegrityError), transaction.atomic():
        Appointment.objects.update(state="fixed")
