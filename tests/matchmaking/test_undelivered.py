"""Letters of introductions that reached nobody: shown, sent again, set aside."""

import pytest
from django.core import mail as django_mail
from django.urls import reverse

from matchmaking import waiting
from matchmaking.models import ThreadMessage
from matchmaking.services import introduction as introductions
from matchmaking.thread import letters, services
from matchmaking.undelivered import selectors
from matchmaking.undelivered.keys import PREFIXES
from portal.accounts.models import Membership
from portal.delivery import undelivered, worker
from portal.delivery.models import Mail
from portal.privacy.models import AuditEntry

from . import factories, talks

pytestmark = pytest.mark.django_db

REASON = "550 5.1.1 unknown user"
PAGE = "matchmaking_desk:inbound_mails"


@pytest.fixture(autouse=True)
def _second_factor_shown(settings):
    """The admin's second factor has tests of its own."""
    settings.MFA_REQUIRED_PREFIXES = ()


@pytest.fixture
def talk():
    return talks.begin()


def write(talk, key="k1"):
    return services.post(
        introduction=talk.introduction, author=talk.person("company"), body="本文です。", key=key
    )


def refuse(found):
    """What a mail server says to each of these mails."""
    for mail in found:
        undelivered.record(mail=mail, reason=f"{REASON} <{mail.recipient}>")


def copy_for(talk, role, message=None):
    message = message or write(talk)
    mail = Mail.objects.get(key=letters.mail_key(message.pk, talk.person(role).pk))
    refuse([mail])
    return mail


def act(client, talk, mail, action, role="coordinator"):
    client.force_login(talk.person(role))
    address = reverse("matchmaking_desk:undelivered_act", args=[mail.pk, action])
    return client.post(address, follow=True)


def test_every_letter_of_an_introduction_is_shown_with_side_and_reason(client, talk):
    write(talk)
    mails = Mail.objects.exclude(key__startswith="need-")
    refuse(mails)
    found = selectors.letters()
    assert len(found) == mails.count() > 6
    assert {one.introduction.pk for one in found} == {talk.pk}
    sides = {one.mail.recipient: str(one.side) for one in found}
    assert sides == {
        "company@example.jp": "company",
        "colleague@example.jp": "company",
        "provider@example.jp": "provider",
        "coordinator@example.jp": "coordinator",
    }
    client.force_login(talk.person("coordinator"))
    page = client.get(reverse(PAGE)).content.decode()
    assert "助ける事務所" in page
    assert page.count(REASON) == len(found)
    assert "本文です" not in page


def test_other_mails_are_not_shown_and_cannot_be_touched(client, talk):
    mail = copy_for(talk, "provider")
    Mail.objects.filter(pk=mail.pk).update(key="registration:R-1:receipt")
    assert selectors.letters() == []
    assert act(client, talk, mail, "settled").status_code == 404
    mail.refresh_from_db()
    assert mail.settled_at is None


@pytest.mark.parametrize("role", ["company", "provider", "stranger", "editor"])
@pytest.mark.parametrize("action", ["again", "settled"])
def test_only_coordinators_may(client, talk, role, action):
    mail = copy_for(talk, "provider")
    assert REASON not in act(client, talk, mail, action, role).content.decode()
    mail.refresh_from_db()
    assert (mail.failed_at is None, mail.settled_at) == (False, None)


def test_the_list_costs_the_same_for_one_and_for_many(talk, django_assert_num_queries):
    coordinator = talk.person("coordinator")
    copy_for(talk, "provider")
    refuse(Mail.objects.filter(key__startswith="introduction-")[:1])
    with django_assert_num_queries(7):
        assert len(selectors.letters()) == 2
    other = factories.introduction()
    for of in (other.proposal.company, other.proposal.provider):
        factories.member(of)
    introductions.review(introduction=other, actor=coordinator)
    for key in "abc":
        write(talk, key)
    refuse(Mail.objects.all())
    with django_assert_num_queries(7):
        assert len({one.introduction.pk for one in selectors.letters()}) == 2


def test_setting_aside_takes_it_off_the_list_and_is_audited_once(client, talk):
    mail = copy_for(talk, "provider")
    coordinator = talk.person("coordinator")
    counted = {str(one.label): one.count for one in waiting.look(coordinator)}
    assert counted["届かなかった紹介のメール"] == 1
    assert "対応済みにしました" in act(client, talk, mail, "settled").content.decode()
    assert selectors.letters() == []
    assert "もう誰かが" in act(client, talk, mail, "settled").content.decode()
    entry = AuditEntry.objects.get(action="mail.settled")
    assert (entry.target, entry.actor) == (f"introduction:{talk.pk}", coordinator)
    assert entry.detail == {"mail": mail.pk}


def test_it_is_sent_again_to_the_corrected_address(client, talk):
    mail = copy_for(talk, "provider")
    provider = talk.person("provider")
    provider.email = "right@example.jp"
    provider.save()
    worker.drain()
    django_mail.outbox.clear()
    assert "もう一度送ります" in act(client, talk, mail, "again").content.decode()
    assert selectors.letters() == []
    act(client, talk, mail, "again")
    worker.drain()
    (sent,) = django_mail.outbox
    assert (sent.to, "本文です。" in sent.body) == (["right@example.jp"], True)
    refuse([mail])
    assert [one.mail.pk for one in selectors.letters()] == [mail.pk]
    act(client, talk, mail, "again")
    worker.drain()
    assert len(django_mail.outbox) == 2


def left(talk):
    Membership.objects.filter(user=talk.person("provider")).delete()


def taken_back(talk):
    introductions.withdraw(introduction=talk.introduction, user=talk.person("company"))


@pytest.mark.parametrize("happens", [left, taken_back])
def test_nothing_goes_beyond_the_consent_that_stands_now(client, talk, happens):
    mail = copy_for(talk, "provider")
    happens(talk)
    worker.drain()
    django_mail.outbox.clear()
    client.force_login(talk.person("coordinator"))
    page = client.get(reverse(PAGE)).content.decode()
    assert "もう一度送る" not in page
    assert ("provider@example.jp" in page) == (happens is taken_back)
    assert "もう送れません" in act(client, talk, mail, "again").content.decode()
    worker.drain()
    assert django_mail.outbox == []
    act(client, talk, mail, "settled")
    assert selectors.letters() == []


def test_an_emptied_mail_and_one_of_a_purged_introduction_wait_no_more(talk):
    mail = copy_for(talk, "provider")
    message = ThreadMessage.objects.get()
    message.delete()
    assert selectors.letters() == []
    other = copy_for(talk, "provider", write(talk, "k2"))
    Mail.objects.filter(pk=other.pk).update(purged_at=mail.created_at)
    assert selectors.letters() == []


def test_the_page_of_an_introduction_points_to_its_own_letters(
    client, talk, django_assert_num_queries
):
    mine, other = talk.introduction, factories.introduction()
    copy_for(talk, "provider")
    with django_assert_num_queries(7):
        assert len(selectors.of_introduction(mine)) == 1
    refuse(Mail.objects.all())
    with django_assert_num_queries(7):
        assert len(selectors.of_introduction(mine)) > 3
    client.force_login(talk.person("coordinator"))
    for introduction, is_told in ((mine, True), (other, False)):
        address = reverse("matchmaking_desk:introduction", args=[introduction.pk])
        page = client.get(address).content.decode()
        assert (f'href="{reverse(PAGE)}#undelivered"' in page) is is_told
        assert ("やり取りのメッセージ（助ける事務所）" in page) is is_told
    for mail in undelivered.waiting(prefix=PREFIXES):
        undelivered.settle(mail=mail)
    with django_assert_num_queries(1):
        assert selectors.of_introduction(mine) == []
