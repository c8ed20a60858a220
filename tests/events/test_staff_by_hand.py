"""What staff do by hand: many at once, for somebody, corrections."""

import pytest
from django.urls import reverse

from events.links import manage_url
from events.models import ParticipationType, Registration
from portal.accounts.enums import Role
from portal.delivery.models import Mail
from portal.privacy.models import AuditEntry, Consent
from tests.events.staff import staff
from tests.factories import events as make

pytestmark = pytest.mark.django_db
BULK = "/admin/events/registrations/bulk/"


@pytest.fixture(autouse=True)
def _signed_in_with_two_steps(settings):
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "SecondFactor" not in name]


@pytest.fixture
def manager(client):
    client.user = staff(Role.EVENT_MANAGER)
    client.force_login(client.user)
    return client


def ask(client, action, *registrations, **query):
    data = {"action": action, "id": [one.pk for one in registrations]} | query
    return client.get(BULK, data)


def do(client, asked, **given):
    names = ("action", "ids", "key", "query")
    return client.post(BULK, {name: asked.context[name] for name in names} | given)


def test_many_are_confirmed_with_one_reason_and_failures_are_reported_by_row(manager):
    kind = make.make_type(capacity=1, allocation="selection")
    first, second = make.apply(kind), make.apply(kind)
    gone = make.apply(kind)
    manager.post(reverse("events_registration_act", args=[gone.pk, "cancel"]), {"reason": "辞退"})
    asked = ask(manager, "confirm", first, second, gone)
    assert asked.context["possible"] == 2
    assert "3件を選びました" in asked.content.decode()
    done = do(manager, asked, reason="選考会で決定")
    assert [one.pk for one in done.context["done"]] == [first.pk]
    failed = {one.pk: words for one, words in done.context["failed"]}
    assert "空いている枠がありません" in failed[second.pk]
    assert "この操作はできません" in failed[gone.pk]
    assert ParticipationType.objects.get().taken == 1
    entry = AuditEntry.objects.get(action="registration.confirmed")
    assert (entry.reason, entry.actor) == ("選考会で決定", manager.user)


def test_all_of_a_filter_are_chosen_and_what_was_asked_is_what_is_done(manager):
    kind = make.make_type(allocation="selection")
    here = [make.apply(kind) for _number in range(3)]
    elsewhere = make.apply(make.make_type(allocation="selection"))
    query = f"session={kind.session_id}&state=applied"
    asked = ask(manager, "reject", query=query, all="1")
    assert asked.context["total"] == 3
    late = make.apply(kind)
    do(manager, asked, reason="定員のため")
    states = dict(Registration.objects.values_list("pk", "state"))
    assert {states[one.pk] for one in here} == {"rejected"}
    assert (states[late.pk], states[elsewhere.pk]) == ("applied", "applied")


def test_nothing_happens_without_reason_choice_or_known_action(manager):
    registration = make.apply(make.make_type())
    asked = ask(manager, "cancel", registration)
    assert do(manager, asked, reason=" ").status_code == 422
    assert ask(manager, "cancel").status_code == 302
    assert ask(manager, "drop", registration).status_code == 302
    assert Registration.objects.get().is_confirmed


def test_a_company_is_put_on_the_waitlist_and_no_place_sleeps(manager):
    kind = make.make_type(capacity=1, allocation="selection")
    first, second = make.apply(kind), make.apply(kind)
    do(manager, ask(manager, "confirm", first), reason="決定")
    do(manager, ask(manager, "wait", second), reason="補欠")
    assert Registration.objects.get(pk=second.pk).state == "waitlisted"
    assert ParticipationType.objects.get().taken == 1


def test_a_message_goes_to_each_once(manager):
    kind = make.make_type()
    first, second = make.apply(kind), make.apply(kind)
    before = Mail.objects.count()
    asked = ask(manager, "message", first, second)
    given = {"subject": "持ち物について", "text": "名刺をお持ちください。\n<b>以上</b>"}
    do(manager, asked, **given)
    do(manager, asked, **given)
    mails = Mail.objects.filter(key__contains=":message:")
    assert Mail.objects.count() == before + 2
    assert {mail.recipient for mail in mails} == {first.contact_email, second.contact_email}
    mail = mails.get(recipient=first.contact_email)
    assert mail.subject == "【お知らせ】持ち物について"
    assert "名刺をお持ちください" in mail.text
    assert "&lt;b&gt;" in mail.html
    assert first.reference in mail.text


def typed(kind, **changes):
    data = {
        "participation_type": kind.pk,
        "company": "筑後工業",
        "sector": "manufacturing",
        "prefecture": "fukuoka",
        "contact": "山田 一郎",
        "email": "yamada@example.jp",
        "consented": "on",
        "reason": "電話で受付",
        "key": "k1",
        "people-TOTAL_FORMS": "2",
        "people-INITIAL_FORMS": "0",
        "people-0-family_name": "山田",
        "people-0-given_name": "一郎",
        "people-0-family_name_kana": "ヤマダ",
        "people-0-given_name_kana": "イチロウ",
    }
    return data | changes


def test_a_company_is_registered_by_hand_after_the_deadline(manager):
    kind = make.make_type(make.make_session(state="closed"))
    url = reverse("events_register", args=[kind.session_id])
    assert manager.get(url).status_code == 200
    for _click in range(2):
        response = manager.post(url, typed(kind))
        assert response.status_code == 302
    done = Registration.objects.get()
    assert (done.door, done.state, done.attendees.count()) == ("staff", "confirmed", 1)
    entry = AuditEntry.objects.get(action="registration.by_hand")
    assert (entry.actor, entry.reason) == (manager.user, "電話で受付")
    consents = Consent.objects.filter(subject=f"registration:{done.reference}")
    assert {consent.purpose for consent in consents} == {"event_registration"}


def test_what_was_typed_stays_when_something_is_wrong(manager):
    kind = make.make_type(min_attendees=2)
    url = reverse("events_register", args=[kind.session_id])
    page = manager.post(url, typed(kind, corporate_number="1234"))
    text = page.content.decode()
    assert page.status_code == 422
    assert "法人番号が正しくありません" in text
    assert "筑後工業" in text
    page = manager.post(url, typed(kind)).content.decode()
    assert "2人から6人" in page
    assert not Registration.objects.exists()


def correction(registration, **changes):
    person = registration.attendees.get()
    data = {
        "contact": registration.contact_name,
        "email": registration.contact_email,
        "phone": registration.contact_phone,
        "reason": "表記の訂正",
        "people-TOTAL_FORMS": "1",
        "people-INITIAL_FORMS": "1",
        "people-0-id": person.pk,
        "people-0-family_name": person.family_name,
        "people-0-given_name": person.given_name,
        "people-0-family_name_kana": person.family_name_kana,
        "people-0-given_name_kana": person.given_name_kana,
        "people-0-email": person.email,
    }
    return data | changes


def test_a_corrected_address_gets_a_new_link_and_the_old_one_is_void(manager, client):
    registration = make.apply(make.make_type())
    old = manage_url(registration)
    url = reverse("events_correct", args=[registration.pk])
    data = correction(registration, email="new@example.jp", **{"people-0-family_name": "高﨑"})
    assert manager.post(url, data).status_code == 302
    registration.refresh_from_db()
    assert registration.contact_email == "new@example.jp"
    assert registration.attendees.get().family_name == "高﨑"
    mail = Mail.objects.get(key__contains=":corrected:")
    assert mail.recipient == "new@example.jp"
    client.logout()
    assert client.get(old.replace("http://localhost:8000", "")).status_code in (404, 410)
    entry = AuditEntry.objects.get(action="registration.corrected")
    assert (entry.actor, entry.reason) == (manager.user, "表記の訂正")


def test_a_correction_reaches_no_attendee_of_another_company(manager):
    registration, other = make.apply(make.make_type()), make.apply(make.make_type())
    stranger = other.attendees.get()
    url = reverse("events_correct", args=[registration.pk])
    data = correction(
        registration, **{"people-0-id": stranger.pk, "people-0-family_name": "替え玉"}
    )
    manager.post(url, data)
    stranger.refresh_from_db()
    assert stranger.family_name != "替え玉"
