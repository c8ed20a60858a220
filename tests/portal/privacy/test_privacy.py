"""Consents, copies, erasure, retention: what was promised is done, and noted."""

import json
from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from portal.accounts.enums import MembershipRole
from portal.accounts.models import Membership, Organization, User
from portal.accounts.services import organization as organization_service
from portal.delivery.models import Mail
from portal.privacy import (
    erasure,
    notices,
    purging,
    purposes,
    retention,
    selectors,
    services,
    subject_data,
)
from portal.privacy.models import AuditEntry, Consent, ErasureRequest, PurgeRun
from portal.taxonomy.models import Prefecture, Sector

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    user = User.objects.create_user(
        "hanako@example.jp", "correct horse battery", family_name="八幡", phone="093-123-4567"
    )
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    totp.TOTP.activate(user, totp.generate_totp_secret())
    return user


@pytest.fixture
def organization(person):
    return organization_service.create(
        owner=person,
        fields={
            "name": "ひびき精工株式会社",
            "sector": Sector.objects.get(code="manufacturing"),
            "size": "21-50",
            "postal_code": "8050071",
            "prefecture": Prefecture.objects.get(code="fukuoka"),
            "city": "北九州市",
        },
    )


def test_consent_is_given_and_withdrawn_and_both_stay_on_record(client, person):
    consent = services.give_consent(
        purpose="共催者への提供", notice_version="2026-11", subject="registration:1", user=person
    )
    assert selectors.has_consent(purpose="共催者への提供", subject="registration:1")
    client.force_login(person)
    url = reverse("accounts:consent_withdraw", args=[consent.pk])
    client.post(url)
    client.post(url)
    assert not selectors.has_consent(purpose="共催者への提供", subject="registration:1")
    assert Consent.objects.get().withdrawn_at is not None
    assert AuditEntry.objects.filter(action="consent.withdrawn").count() == 1


def test_nobody_withdraws_the_consent_of_another(client, person):
    consent = services.give_consent(purpose="x", notice_version="1", subject="y", user=person)
    client.force_login(User.objects.create_user("other@example.jp"))
    url = reverse("accounts:consent_withdraw", args=[consent.pk])
    assert client.post(url).status_code == 404
    consent.refresh_from_db()
    assert consent.withdrawn_at is None


def test_the_copy_holds_what_the_rooms_hold(client, person, organization):
    client.force_login(person)
    session = client.session
    session["account_authentication_methods"] = [
        {"method": "mfa", "at": timezone.now().timestamp(), "reauthenticated": True}
    ]
    session["account_authentication_methods_user"] = str(person.pk)
    session.save()
    answer = client.post(reverse("accounts:export"))
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Cache-Control"] == "no-store"
    data = json.loads(answer.content)
    assert data["account"]["email"] == "hanako@example.jp"
    assert data["account"]["organizations"][0]["name"] == "ひびき精工株式会社"
    assert set(subject_data.exports()) <= set(data)
    assert "password" not in str(data).lower()


@pytest.mark.parametrize("name", ["export", "erase"])
def test_delicate_wishes_ask_who_is_there_again(client, person, name):
    client.force_login(person)
    answer = client.post(reverse(f"accounts:{name}"))
    assert answer.status_code == 302
    assert "reauthenticate" in answer.url
    assert not ErasureRequest.objects.exists()


def test_erasure_waits_and_can_be_taken_back(person):
    first, second = erasure.request(user=person), erasure.request(user=person)
    assert first == second
    erasure.withdraw(user=person)
    with time_machine.travel(timezone.now() + timedelta(days=15)):
        assert erasure.carry_out_due() == 0
    person.refresh_from_db()
    assert person.is_active


def test_erasure_is_carried_out_when_due(person, organization):
    Mail.objects.create(
        key="k", recipient=person.email, subject="s", text="八幡様", sent_at=timezone.now()
    )
    services.give_consent(purpose="x", notice_version="1", subject="y", user=person)
    erasure.request(user=person)
    with time_machine.travel(timezone.now() + timedelta(days=13)):
        assert erasure.carry_out_due() == 0
    with time_machine.travel(timezone.now() + timedelta(days=15)):
        assert erasure.carry_out_due() == 1
        assert erasure.carry_out_due() == 0
    person.refresh_from_db()
    assert (person.family_name, person.phone, person.is_active) == ("", "", False)
    assert person.email == f"erased-{person.pk}@invalid.example"
    assert not person.check_password("correct horse battery")
    assert not EmailAddress.objects.exists()
    assert not Authenticator.objects.exists()
    assert not Organization.objects.exists()
    assert Mail.objects.get().text == ""
    assert Consent.objects.get().user is None
    everything = str(list(AuditEntry.objects.values()))
    assert "hanako" not in everything and "八幡" not in everything


def test_a_company_survives_its_owner(person, organization):
    heir = User.objects.create_user("taro@example.jp")
    Membership.objects.create(user=heir, organization=organization, role=MembershipRole.MEMBER)
    erasure.carry_out(wish=erasure.request(user=person))
    assert heir.memberships.get().role == MembershipRole.OWNER


def test_a_failing_room_leaves_everything_as_it_was(person, organization, monkeypatch):
    def fail(user):
        raise RuntimeError("no")

    monkeypatch.setitem(subject_data._erasers, "zz", fail)
    erasure.request(user=person)
    with time_machine.travel(timezone.now() + timedelta(days=15)):
        assert erasure.carry_out_due() == 0
    person.refresh_from_db()
    assert person.email == "hanako@example.jp"
    assert ErasureRequest.objects.get().done_at is None


def test_purges_run_are_logged_and_do_not_stop_each_other(monkeypatch):
    monkeypatch.setattr(retention, "_rules", {})
    cutoffs = []

    def fail(cutoff):
        raise RuntimeError("no")

    retention.register("broken", timedelta(days=1), fail)
    retention.register("works", timedelta(days=10), lambda cutoff: cutoffs.append(cutoff) or 3)
    with pytest.raises(ValueError, match="works"):
        retention.register("works", timedelta(days=1), fail)
    call_command("purge_personal_data")
    runs = {run.rule: run for run in PurgeRun.objects.all()}
    assert (runs["broken"].error, runs["works"].dropped) == ("RuntimeError", 3)
    assert timezone.now() - cutoffs[0] - timedelta(days=10) < timedelta(minutes=1)


def test_code_mails_are_emptied_after_a_day():
    now = timezone.now()
    for key, age in (("account:login_code:1", 2), ("account:login_code:2", 0), ("events:1", 2)):
        Mail.objects.create(
            key=key,
            recipient="a@example.jp",
            subject="s",
            text="123456",
            sent_at=now - timedelta(days=age),
        )
    purging.run()
    texts = dict(Mail.objects.values_list("key", "text"))
    assert texts == {
        "account:login_code:1": "",
        "account:login_code:2": "123456",
        "events:1": "123456",
    }


def test_accounts_nobody_confirmed_go_and_others_stay(person):
    with time_machine.travel(timezone.now() - timedelta(days=31)):
        User.objects.create_user("never@example.jp")
        old = User.objects.create_user("old@example.jp")
    EmailAddress.objects.create(user=old, email=old.email, primary=True, verified=True)
    purging.run()
    assert set(User.objects.values_list("email", flat=True)) == {"old@example.jp", person.email}


def test_the_notice_names_its_version_and_every_period(client):
    page = client.get(reverse("accounts:notice")).content.decode()
    assert "2026-11" in page
    for rule in retention.rules():
        assert str(rule.words) in page
    assert client.get("/mypage/notices/account/1999/").status_code == 404
    assert client.get("/mypage/notices/nothing/2026-11/").status_code == 404


def test_notices_only_get_newer():
    with pytest.raises(ValueError, match="not the newest"):
        notices.register(notices.current("account"))


def test_purposes_are_told_in_words_at_a_constant_cost(client, person, django_assert_num_queries):
    client.force_login(person)
    url = reverse("accounts:personal_data")
    services.give_consent(purpose="account", notice_version="1", subject="user:1", user=person)
    client.get(url)
    with django_assert_num_queries(3):
        page = client.get(url).content.decode()
    assert "アカウントの作成と利用" in page
    assert "撤回する" not in page
    for number in range(5):
        services.give_consent(
            purpose="matchmaking.disclosure", notice_version="1", subject=str(number), user=person
        )
    with django_assert_num_queries(3):
        page = client.get(url).content.decode()
    assert page.count("紹介の相手への連絡先の提供") >= 5
    with pytest.raises(ValueError, match="account"):
        purposes.register("account", "x")
