"""Writing in a thread: who may, once, and who hears of it."""

import pytest

from matchmaking.models import ThreadMessage
from matchmaking.services import introduction as introductions
from matchmaking.thread import selectors, services
from matchmaking.transitions import NotAllowedError
from portal.accounts.models import Membership
from portal.delivery.models import Mail
from portal.privacy.models import AuditEntry

from .. import talks

pytestmark = pytest.mark.django_db

SIDES = {"company", "colleague", "provider", "coordinator"}
ROLES = sorted(SIDES | {"stranger", "editor"})


def post(talk, role="company", body="はじめまして。", key="k1", **more):
    return services.post(
        introduction=talk.introduction, author=talk.person(role), body=body, key=key, **more
    )


def copies(message):
    return {
        mail.recipient: mail
        for mail in Mail.objects.filter(key__startswith=f"thread:{message.pk}:")
    }


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("stage", ["reviewed", "disclosed", "closed", "withdrawn"])
def test_only_the_sides_and_the_coordinator_write_and_only_while_contacts_are_open(
    by_mail, role, stage
):
    talk = talks.begin(disclosed=stage != "reviewed")
    if stage == "closed":
        introductions.record_outcome(
            introduction=talk.introduction, user=talk.person("company"), kind="solved"
        )
    if stage == "withdrawn":
        introductions.withdraw(introduction=talk.introduction, user=talk.person("provider"))
    if role in SIDES and stage in {"disclosed", "closed"}:
        assert post(talk, role).side in {"company", "provider", "coordinator"}
    else:
        with pytest.raises(NotAllowedError):
            post(talk, role)
        assert not ThreadMessage.objects.exists()


def test_everybody_else_gets_a_copy_from_the_portals_own_address(talk):
    sent = copies(post(talk))
    assert set(sent) == {
        "colleague@example.jp",
        "provider@example.jp",
        "coordinator@example.jp",
    }
    for mail in sent.values():
        assert "はじめまして。" in mail.text
        assert "はじめまして。" in mail.html
        assert "困った製作所" in mail.text
    for mail in sent.values():
        others = {one.email for one in (talk.company, talk.provider)} - {mail.recipient}
        assert not any(address in str(mail.headers) for address in others)
    assert len({mail.headers["Reply-To"] for mail in sent.values()}) == 3


def test_the_same_key_is_one_message_and_one_mail_each(talk):
    first = post(talk)
    again = post(talk, body="二度押し")
    assert again == first
    assert again.body == "はじめまして。"
    assert Mail.objects.filter(key__startswith="thread:").count() == 3


def test_two_people_may_happen_to_use_one_key(talk):
    assert post(talk) != post(talk, "provider")


def test_who_left_hears_nothing_more(talk):
    Membership.objects.filter(user=talk.colleague).delete()
    talk.coordinator.groups.clear()
    provider = talk.person("provider")
    provider.is_active = False
    provider.save()
    assert copies(post(talk)) == {}


def test_a_message_is_audited_without_its_words(talk):
    post(talk, body="内緒のことば")
    entry = AuditEntry.objects.get(action="thread.posted")
    assert entry.actor_id == talk.company.pk
    assert "内緒" not in str(entry.detail)


def test_reply_addresses_in_quoted_words_are_not_passed_on(talk):
    address = talk.address("company")
    message = post(talk, body=f"> Reply-To: {address.upper()}\n了解です")
    assert address not in message.body.lower()
    assert "reply@in.example.jp" in message.body


def bodies(talk, role):
    entries = selectors.entries(talk.person(role), talk.introduction)
    return [(entry.who, entry.body) for entry in entries if entry.body]


def test_after_a_withdrawal_the_thread_is_read_without_names_and_contacts(talk):
    post(talk, "provider", "助ける事務所の助川です。電話は092-123-4567です。")
    post(talk, "company", "助川様、よろしくお願いします。", key="k2")
    post(
        talk, "coordinator", "助ける事務所の助川様、困った製作所の困田様をご紹介します。", key="k3"
    )
    introductions.withdraw(introduction=talk.introduction, user=talk.person("provider"))
    shown = bodies(talk, "company")
    assert shown[0][0] == "支援する側"
    said = shown[0][1] + shown[2][1]
    for hidden in ("助ける事務所", "助川", "092-123-4567"):
        assert hidden not in said
    assert "困った製作所" in shown[2][1]
    assert shown[1][1] == "助川様、よろしくお願いします。"
    assert "困田" not in bodies(talk, "provider")[2][1]
    assert "助ける事務所の助川" in bodies(talk, "coordinator")[0][1]


@pytest.mark.parametrize("count", [1, 5])
def test_a_thread_costs_the_same_however_long(talk, count, django_assert_num_queries):
    for number in range(count):
        post(talk, "company" if number % 2 else "provider", key=str(number))
    user, introduction = talk.person("company"), talk.introduction
    with django_assert_num_queries(4):
        selectors.entries(user, introduction)


@pytest.mark.parametrize("count", [1, 5])
def test_writing_costs_the_same_however_long_the_thread(
    talk, count, django_assert_max_num_queries
):
    for number in range(count):
        post(talk, key=str(number))
    with django_assert_max_num_queries(46):
        post(talk, key="last")
