"""A wrong address keeps its registration; staff correct it and the news is told again."""

import base64

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from events.models import Registration
from events.services import addresses
from events.undelivered import look
from portal.accounts.enums import Role
from portal.delivery import undelivered
from portal.delivery.models import Mail
from portal.privacy.models import AuditEntry
from tests.factories import events as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def registration():
    return make.apply(
        make.make_type(),
        attendees=[make.person("wrong@example.jp"), make.person("b@example.jp")],
        contact=make.contact("wrong@example.jp"),
    )


def fail(address):
    for mail in Mail.objects.filter(recipient=address):
        undelivered.record(mail=mail, reason="550 unknown user")
    return Mail.objects.filter(recipient=address).first()


@pytest.fixture
def manager(client, settings):
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "SecondFactor" not in name]
    user = make.make_user(is_staff=True)
    user.groups.add(Group.objects.get_or_create(name=Role.EVENT_MANAGER.value)[0])
    client.force_login(user)
    client.user = user
    return client


def test_the_applicant_gets_the_confirmation_again_with_an_entry_of_their_own(registration):
    mail = fail("wrong@example.jp")
    addresses.correct(mail=mail, email=" right@example.jp ", actor=None, reason="電話で確認")
    fresh = Registration.objects.get()
    assert fresh.is_confirmed
    assert fresh.contact_email == "right@example.jp"
    assert fresh.attendees.filter(email="right@example.jp").count() == 1
    again = Mail.objects.get(recipient="right@example.jp")
    assert again.subject.startswith("【参加確定】")
    entry = base64.b64decode(again.attachments[0]["content"]).decode().replace("\r\n ", "")
    assert "mailto:right@example.jp" in entry
    assert "wrong@example.jp" not in entry
    assert addresses.undelivered_of(fresh) == []
    assert AuditEntry.objects.get(action="registration.address_corrected").reason == "電話で確認"


def test_a_colleague_alone_is_invited_again(registration):
    addresses.correct(mail=fail("b@example.jp"), email="c@example.jp", actor=None, reason="x")
    assert Registration.objects.get().contact_email == "wrong@example.jp"
    again = Mail.objects.get(recipient="c@example.jp")
    assert again.subject.startswith("【参加のご案内】")


def test_no_address_no_change(registration):
    with pytest.raises(addresses.BadAddress):
        addresses.correct(mail=fail("b@example.jp"), email="c@", actor=None, reason="x")
    assert registration.attendees.filter(email="b@example.jp").exists()


def test_staff_see_it_on_the_home_the_list_and_the_registration(manager, registration):
    assert [one.count for one in look(manager.user)] == [0]
    mail = fail("b@example.jp")
    assert [one.count for one in look(manager.user)] == [1]
    page = manager.get(reverse("events_undelivered")).content.decode()
    assert registration.reference in page
    assert "550 unknown user" in page
    inspect = reverse("registrations:inspect", args=[registration.pk])
    assert "550 unknown user" in manager.get(inspect).content.decode()
    url = reverse("events_undelivered_act", args=[mail.pk])
    data = {"email": "c@example.jp", "action": "correct"}
    assert "理由を入力" in manager.post(url, data, follow=True).content.decode()
    done = manager.post(url, data | {"reason": "電話"}, follow=True).content.decode()
    assert "もう一度お知らせします" in done
    assert registration.reference not in done


def test_it_can_be_set_aside(manager, registration):
    mail = fail("b@example.jp")
    url = reverse("events_undelivered_act", args=[mail.pk])
    manager.post(url, {"action": "settle", "reason": "電話で連絡済み"})
    assert addresses.all_undelivered() == []
    assert AuditEntry.objects.get(action="registration.undelivered_settled").actor == manager.user


def test_others_see_nothing_and_change_nothing(client, settings, registration):
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "SecondFactor" not in name]
    mail = fail("b@example.jp")
    user = make.make_user(is_staff=True)
    user.groups.add(Group.objects.get_or_create(name=Role.EDITOR.value)[0])
    client.force_login(user)
    page = client.get(reverse("events_undelivered"), follow=True)
    assert registration.reference not in page.content.decode()
    data = {"email": "evil@example.jp", "action": "correct", "reason": "x"}
    client.post(reverse("events_undelivered_act", args=[mail.pk]), data)
    assert registration.attendees.filter(email="b@example.jp").exists()
    assert look(user) == []


def test_the_list_takes_two_queries_for_one_and_for_many(django_assert_num_queries):
    kind = make.make_type()
    make.apply(kind)
    for mail in Mail.objects.all():
        undelivered.record(mail=mail, reason="550")
    with django_assert_num_queries(2):
        addresses.all_undelivered()
    for _number in range(4):
        make.apply(kind)
    for mail in Mail.objects.all():
        undelivered.record(mail=mail, reason="550")
    with django_assert_num_queries(2):
        assert len(addresses.all_undelivered()) == 5
