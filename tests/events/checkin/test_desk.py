"""The desk without script: a code, a name, a guest, what was a mistake."""

import uuid

import pytest
from django.urls import reverse

from events.checkin.models import Attendance, AttendanceEvent
from events.enums import Door, Duty
from events.models import EventStaff, ParticipationType, Registration
from portal.delivery.models import Mail
from portal.privacy.models import AuditEntry, Consent
from tests.factories import events as make

from .conftest import apply, receiver

pytestmark = pytest.mark.django_db


def receive(client, session, **data):
    return client.post(reverse("checkin:receive", args=[session.pk]), data, follow=True)


def text_of(response):
    return response.content.decode()


def test_a_code_typed_or_read_by_a_reader_is_received_at_once(desk, session, attendee):
    page = text_of(receive(desk, session, text=f"SECUNITY:{attendee.ticket_code}"))
    assert 'data-outcome="counted"' in page
    assert attendee.full_name in page
    page = text_of(receive(desk, session, text=attendee.ticket_code))
    assert 'data-outcome="again"' in page
    assert Attendance.objects.count() == 1


def test_a_name_a_reading_a_company_or_a_reference_finds_the_person(desk, session, onsite):
    person = apply(onsite, company=make.company("若松精機")).attendees.get()
    apply(
        onsite, attendees=[make.person("z@example.jp", family_name="別", family_name_kana="ベツ")]
    )
    for words in ("髙﨑", "たかさき", "ﾀｶｻｷ", "若松", person.registration.reference.lower()):
        page = text_of(receive(desk, session, text=words))
        assert person.registration.reference in page, words
        assert "1人見つかりました" in page
    page = text_of(receive(desk, session, person=person.pk))
    assert 'data-outcome="counted"' in page


@pytest.mark.parametrize("text", ["", "😀", "' OR 1=1 --", "\x00", "あ" * 300, "SECUNITY:"])
def test_odd_input_finds_nobody_and_breaks_nothing(desk, session, attendee, text):
    response = receive(desk, session, text=text)
    assert response.status_code == 200
    assert not Attendance.objects.exists()


def test_a_person_of_another_session_cannot_be_received_by_number(desk, session):
    stranger = apply(make.make_type(make.make_session())).attendees.get()
    assert receive(desk, session, person=stranger.pk).status_code == 404


def test_who_left_is_noted_and_a_mistake_is_taken_back(desk, session, attendee):
    receive(desk, session, person=attendee.pk)
    receive(desk, session, person=attendee.pk, step="leave")
    assert Attendance.objects.get().left_at is not None
    desk.post(reverse("checkin:undo", args=[session.pk]), {"person": attendee.pk})
    assert not Attendance.objects.exists()
    assert AuditEntry.objects.filter(action="attendance.undone").exists()


def test_the_figures_of_the_day(desk, session, onsite, online, attendee):
    apply(online)
    receive(desk, session, person=attendee.pk)
    numbers = desk.get(reverse("checkin:numbers", args=[session.pk])).json()
    assert (numbers["expected"], numbers["arrived"], numbers["online"]) == (2, 1, 0)
    assert [(one["there"], one["expected"]) for one in numbers["types"]] == [(1, 1), (0, 1)]


def guest(session, kind, **changes):
    values = {
        "participation_type": kind.pk,
        "company": "当日商店",
        "sector": "manufacturing",
        "prefecture": "saga",
        "family_name": "𠮷田",
        "given_name": "一",
        "family_name_kana": "よしだ",
        "given_name_kana": "ﾊｼﾞﾒ",
        "email": "",
        "consented": "on",
        "key": str(uuid.uuid4()),
    }
    return values | changes


def welcome(client, session, kind, **changes):
    url = reverse("checkin:guest", args=[session.pk])
    return client.post(url, guest(session, kind, **changes), follow=True)


def test_a_guest_is_registered_and_received_by_the_one_door(desk, session, onsite):
    page = text_of(welcome(desk, session, onsite))
    assert 'data-outcome="counted"' in page
    made = Registration.objects.get()
    assert (made.door, made.is_confirmed) == (Door.WALK_IN, True)
    assert made.attendees.get().full_name_kana == "ヨシダ ハジメ"
    assert Attendance.objects.get().source == "walk_in"
    assert ParticipationType.objects.get().taken == 1
    assert not Mail.objects.exists()
    assert Consent.objects.get().purpose == "event_registration"
    assert AuditEntry.objects.get(action="registration.walk_in").actor is not None


def test_guests_without_address_do_not_stand_in_each_others_way(desk, session, onsite):
    welcome(desk, session, onsite)
    welcome(desk, session, onsite)
    assert Registration.objects.count() == 2


def test_a_double_click_is_one_guest(desk, session, onsite):
    key = str(uuid.uuid4())
    welcome(desk, session, onsite, key=key)
    page = text_of(welcome(desk, session, onsite, key=key))
    assert "data-outcome" in page
    assert Registration.objects.count() == Consent.objects.count() == 1


def test_a_guest_with_an_address_gets_the_mail(desk, session, onsite):
    welcome(desk, session, onsite, email="guest@example.jp")
    assert Mail.objects.filter(recipient="guest@example.jp").exists()


def test_a_full_type_stays_full(desk, session):
    kind = make.make_type(session, capacity=1)
    apply(kind)
    response = welcome(desk, session, kind)
    assert response.status_code == 422
    assert "空いている枠がありません" in text_of(response)
    assert Registration.objects.count() == 1
    assert not Attendance.objects.exists()


def test_a_type_by_selection_takes_a_guest_only_within_its_capacity(desk, session):
    kind = make.make_type(session, capacity=1, allocation="selection")
    assert 'data-outcome="counted"' in text_of(welcome(desk, session, kind))
    assert "空いている枠がありません" in text_of(welcome(desk, session, kind))
    assert Registration.objects.count() == 1


def test_a_guest_form_says_what_is_missing(desk, session, onsite):
    response = welcome(desk, session, onsite, company="", consented="", family_name_kana="吉田")
    assert response.status_code == 422
    page = text_of(response)
    assert "同意をいただいてください" in page
    assert "カタカナで入力" in page
    assert not Registration.objects.exists()


def test_the_list_of_my_desks(client, session):
    other = make.make_session(starts_at=session.starts_at, state="closed")
    client.force_login(receiver(session))
    page = text_of(client.get(reverse("checkin:index")))
    assert reverse("checkin:desk", args=[session.pk]) in page
    assert reverse("checkin:desk", args=[other.pk]) not in page


@pytest.mark.parametrize("name", ["desk", "people", "guest", "badges", "people_paper"])
def test_a_duty_other_than_receiving_opens_nothing(client, session, name):
    url = reverse(f"checkin:{name}", args=[session.pk])
    assert client.get(url).status_code == 302
    client.force_login(receiver(session, Duty.SELECTOR))
    assert client.get(url).status_code == 403
    host = session.event.hosts.create(role="co_organiser", name_ja="共催会")
    user = make.make_user()
    EventStaff.objects.create(event=session.event, user=user, duty=Duty.CO_HOST, host=host)
    client.force_login(user)
    assert client.get(url).status_code == 403


@pytest.mark.parametrize("name", ["link", "report"])
def test_receiving_is_not_running(desk, session, name):
    assert desk.get(reverse(f"checkin:{name}", args=[session.pk])).status_code == 403


def test_a_duty_counts_only_with_a_second_factor(client, session, settings):
    settings.MFA_REQUIRED_PREFIXES = ("/admin/",)
    client.force_login(receiver(session))
    response = client.get(reverse("checkin:desk", args=[session.pk]))
    assert response.status_code == 302
    assert "2fa" in response["Location"]
    roster = client.get(reverse("checkin:roster", args=[session.pk]))
    assert roster.status_code == 401
    assert client.get(reverse("checkin:index")).status_code == 302


def test_conflicts_are_settled_on_the_list(desk, session, online):
    viewer = apply(online).attendees.get()
    receive(desk, session, text=viewer.ticket_code)
    event = AttendanceEvent.objects.get()
    assert event.outcome == "other_way"
    url = reverse("checkin:settle", args=[session.pk, event.key])
    desk.post(url, {"counts": "yes"})
    assert Attendance.objects.get().attendee == viewer
    elsewhere = reverse("checkin:settle", args=[make.make_session().pk, event.key])
    assert desk.post(elsewhere).status_code == 403
