"""The meeting: dates proposed, one picked, invitations that calendars understand, called off."""

from datetime import timedelta

import icalendar
import pytest
from django.core import mail as django_mail
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from matchmaking.appointments import selectors, services
from matchmaking.appointments.services import Terms
from matchmaking.models import Appointment, AppointmentStep
from matchmaking.services import introduction as introductions
from matchmaking.transitions import NotAllowedError
from portal.accounts.models import Membership
from portal.delivery import worker
from portal.delivery.models import Mail

from .. import talks

pytestmark = pytest.mark.django_db
HERE = Terms(60, place="困った製作所 会議室")


@pytest.fixture
def talk(settings):
    settings.REPLY_ADDRESS = "reply@in.example.jp"
    return talks.begin()


def moment(days, hour=5):
    return (timezone.now() + timedelta(days=days)).replace(
        hour=hour, minute=0, second=0, microsecond=0
    )


def propose(talk, role="company", days=(3, 4), terms=HERE):
    return services.propose(
        introduction=talk.introduction,
        user=talk.person(role),
        starts=[moment(day) for day in days],
        terms=terms,
    )


def choose(talk, role="provider", option=None):
    found = selectors.live(talk.introduction)
    picked = option or found.options.first().pk
    return services.choose(introduction=talk.introduction, user=talk.person(role), option=picked)


def entries():
    """Calendar entries of the mails sent since the last look, by recipient."""
    worker.drain()
    found = {}
    for message in django_mail.outbox:
        for part in message.message().walk():
            if part.get_content_type() == "text/calendar":
                calendar = icalendar.Calendar.from_ical(part.get_payload(decode=True))
                method = part.get_param("method")
                assert calendar["METHOD"] == method
                (entry,) = calendar.walk("VEVENT")
                found[message.to[0]] = (method, entry)
    django_mail.outbox.clear()
    return found


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


def form(**fields):
    day = (timezone.localdate() + timedelta(days=3)).isoformat()
    return {
        "starts1_0": day,
        "starts1_1": "14:00",
        "minutes": "60",
        "place": "会議室",
        "url": "",
    } | fields


def page(talk, name="appointment", *args, desk=False):
    return reverse(f"matchmaking{'_desk' if desk else ''}:{name}", args=[talk.pk, *args])


def test_the_whole_way_in_the_browser(client, talk):
    client.force_login(talk.person("company"))
    assert client.post(page(talk), form()).status_code == 302
    assert "相手の返事を待っています" in client.get(talk.introduction.get_absolute_url()).text
    assert client.get(page(talk, "appointment_file")).status_code == 404
    client.force_login(talk.person("provider"))
    option = selectors.live(talk.introduction).options.get()
    assert timezone.localtime(option.starts_at).strftime("%H:%M") == "14:00"
    client.post(page(talk, "appointment_act", "choose"), {"option": option.pk})
    shown = client.get(talk.introduction.get_absolute_url()).text
    assert "面談の日時が決まりました" in shown
    saved = client.get(page(talk, "appointment_file"))
    calendar = icalendar.Calendar.from_ical(saved.content)
    assert calendar["METHOD"] == "PUBLISH"
    assert "ATTENDEE" not in calendar.walk("VEVENT")[0]
    client.post(page(talk, "appointment_act", "cancel"))
    assert "面談を取りやめました" in client.get(talk.introduction.get_absolute_url()).text


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"starts1_0": ""}, "日付と時刻の両方"),
        ({"starts1_0": "", "starts1_1": ""}, "日付と時刻の両方"),
        ({"starts1_0": "32/13/2026"}, "日付を確かめてください"),
        ({"starts1_1": "25:99"}, "時刻を確かめてください"),
        ({"starts1_0": "2020-01-01"}, "これからの日時"),
        ({"place": ""}, "場所かオンライン会議"),
        ({"url": "javascript:alert(1)"}, "URL"),
        ({"url": "ftp://example.jp/x"}, "https:// で始まる"),
        ({"starts2_0": "2026-01-01"}, "時刻を確かめてください"),
    ],
)
def test_what_is_wrong_with_dates_is_said_and_the_rest_stays(client, talk, fields, said):
    client.force_login(talk.person("company"))
    answer = client.post(page(talk), form(**fields))
    assert answer.status_code == 200
    assert said in answer.text
    assert not Appointment.objects.exists()
    if "place" not in fields:
        assert 'value="会議室"' in answer.text


@pytest.mark.parametrize("option", ["", "x", "９", "-1", "99999999999999999999"])
def test_no_option_makes_it_fail(client, talk, option):
    propose(talk)
    client.force_login(talk.person("provider"))
    answer = client.post(page(talk, "appointment_act", "choose"), {"option": option})
    assert answer.status_code == 302
    assert selectors.live(talk.introduction).state == "proposed"


def test_the_coordinator_sets_a_date_at_the_desk(client, talk):
    client.force_login(talk.coordinator)
    assert client.post(page(talk, desk=True), form(settle="yes")).status_code == 302
    assert selectors.live(talk.introduction).state == "fixed"
    client.force_login(talk.person("company"))
    assert client.post(page(talk), form(settle="yes", starts1_1="15:00")).status_code == 302
    assert selectors.live(talk.introduction).options.count() == 1


@pytest.mark.parametrize("role", ["stranger", "editor", "coordinator", None])
def test_nobody_else_comes_in_by_the_public_door(client, talk, role):
    if role:
        client.force_login(talk.person(role))
    wanted = 404 if role else 302
    assert client.get(page(talk)).status_code == wanted
    assert client.post(page(talk), form()).status_code == wanted
    assert client.post(page(talk, "appointment_act", "cancel")).status_code == wanted
    assert client.get(page(talk, "appointment_file")).status_code == wanted
    assert not Appointment.objects.exists()
