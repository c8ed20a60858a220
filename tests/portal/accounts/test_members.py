"""Invitations, roles, leaving: who may, and what a link is worth."""

from datetime import timedelta

import pytest
import time_machine
from django.core import signing
from django.urls import reverse
from django.utils import timezone

from portal.accounts.enums import MembershipRole
from portal.accounts.errors import AlreadyMember, InvitationUnusable, LastOwner
from portal.accounts.models import Invitation, Membership
from portal.accounts.services import membership as service
from portal.delivery.models import Mail

pytestmark = pytest.mark.django_db


@pytest.fixture
def invitation(organization, owner):
    return service.invite(
        organization=organization,
        email="Jiro@Example.jp",
        role=MembershipRole.MEMBER,
        inviter=owner,
    )


@pytest.fixture
def jiro(make_user):
    return make_user("jiro@example.jp")


def link(invitation):
    return reverse("accounts:invitation", args=[service.token_of(invitation)])


def test_inviting_and_joining(client, owner, organization, jiro):
    client.force_login(owner)
    client.post(reverse("accounts:members"), {"email": "ｊｉｒｏ@example.jp", "role": "member"})
    mail = Mail.objects.get()
    path = link(Invitation.objects.get())
    assert mail.subject == "【招待】ひびき精工株式会社からの招待"
    assert path in mail.text and path in mail.html
    client.force_login(jiro)
    assert "参加する" in client.get(path).content.decode()
    assert not jiro.memberships.exists()
    client.post(path)
    assert jiro.memberships.get().role == MembershipRole.MEMBER


def test_a_stranger_is_led_to_sign_in_and_back(client, invitation):
    with time_machine.travel(timezone.now(), tick=False):
        address = link(invitation)
        page = client.get(address).content.decode()
    assert f"{reverse('account_signup')}?next={address.replace(':', '%3A')}" in page
    client.post(address)
    assert Membership.objects.count() == 1


def test_a_link_is_worth_nothing_to_somebody_else(client, invitation, make_user):
    other = make_user("other@example.jp")
    client.force_login(other)
    assert "別のアカウント" in client.get(link(invitation)).content.decode()
    assert client.post(link(invitation)).status_code == 410
    assert not other.memberships.exists()


def test_a_link_is_good_once(invitation, jiro):
    service.accept(invitation=invitation, user=jiro)
    jiro.memberships.all().delete()
    with pytest.raises(InvitationUnusable):
        service.accept(invitation=invitation, user=jiro)
    with pytest.raises(InvitationUnusable) as refused:
        service.from_token(service.token_of(invitation))
    assert refused.value.reason == "accepted"


def test_an_expired_link_says_so(client, invitation):
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        answer = client.get(link(invitation))
    assert answer.status_code == 410
    assert "期限が切れています" in answer.content.decode()


def test_a_cancelled_link_says_so(client, invitation, owner):
    client.force_login(owner)
    client.post(reverse("accounts:invitation_cancel", args=[invitation.pk]))
    answer = client.get(link(invitation))
    assert answer.status_code == 410
    assert "取り消されています" in answer.content.decode()


@pytest.mark.parametrize(
    "token",
    [
        "x",
        "1",
        "MQ:1vNabc:forged",
        signing.dumps(1, salt="another purpose"),
        signing.dumps(999_999, salt=service.SALT),
        signing.dumps("' OR 1=1 --", salt="x"),
        "あ",
        "x" * 3000,
    ],
    ids=[
        "letter",
        "number",
        "wrong signature",
        "another purpose",
        "unknown invitation",
        "another salt",
        "japanese",
        "very long",
    ],
)
def test_forged_links_get_a_clear_page(client, token):
    answer = client.get(reverse("accounts:invitation", args=[token]))
    assert answer.status_code == 410
    assert "もう一度招待を送ってもらってください" in answer.content.decode()


def test_asking_again_replaces_the_earlier_link(organization, owner, invitation):
    again = service.invite(
        organization=organization,
        email="jiro@example.jp",
        role=MembershipRole.OWNER,
        inviter=owner,
    )
    with pytest.raises(InvitationUnusable):
        service.from_token(service.token_of(invitation))
    assert service.from_token(service.token_of(again)) == again


def test_members_are_not_invited_twice(client, organization, owner, colleague):
    with pytest.raises(AlreadyMember):
        service.invite(
            organization=organization,
            email=colleague.email,
            role=MembershipRole.MEMBER,
            inviter=owner,
        )
    client.force_login(owner)
    data = {"email": colleague.email, "role": "member"}
    page = client.post(reverse("accounts:members"), data).content.decode()
    assert "すでに参加しています" in page
    assert f'value="{colleague.email}"' in page


def test_only_owners_invite(client, colleague):
    client.force_login(colleague)
    data = {"email": "x@example.jp", "role": "owner"}
    assert client.post(reverse("accounts:members"), data).status_code == 403
    assert not Invitation.objects.exists()


def test_only_owners_cancel_and_change_roles(client, invitation, owner, colleague, make_user):
    mine = colleague.memberships.get()
    for user in (colleague, make_user("stranger@example.jp")):
        client.force_login(user)
        cancel = reverse("accounts:invitation_cancel", args=[invitation.pk])
        promote = reverse("accounts:member_role", args=[mine.pk])
        remove = reverse("accounts:member_remove", args=[owner.memberships.get().pk])
        assert client.post(cancel).status_code == 403
        assert client.post(promote, {"role": "owner"}).status_code == 403
        assert client.post(remove).status_code == 403
    mine.refresh_from_db()
    assert mine.role == MembershipRole.MEMBER


def test_changes_need_a_post(client, owner, organization, colleague):
    client.force_login(owner)
    pk = colleague.memberships.get().pk
    for name in ("accounts:member_remove", "accounts:member_role"):
        assert client.get(reverse(name, args=[pk])).status_code == 405


def test_the_last_owner_stays(client, owner, organization, colleague):
    mine = owner.memberships.get()
    with pytest.raises(LastOwner):
        service.remove(membership=mine, actor=owner)
    with pytest.raises(LastOwner):
        service.change_role(membership=mine, role=MembershipRole.MEMBER, actor=owner)
    client.force_login(owner)
    url = reverse("accounts:member_remove", args=[mine.pk])
    assert "先に別の代表者を" in client.post(url, follow=True).content.decode()


def test_handing_over_and_leaving(client, owner, organization, colleague):
    client.force_login(owner)
    url = reverse("accounts:member_role", args=[colleague.memberships.get().pk])
    client.post(url, {"role": "owner"})
    client.post(reverse("accounts:member_remove", args=[owner.memberships.get().pk]))
    assert not owner.memberships.exists()
    assert colleague.memberships.get().role == MembershipRole.OWNER


def test_unknown_roles_change_nothing(client, owner, organization, colleague):
    client.force_login(owner)
    mine = colleague.memberships.get()
    client.post(reverse("accounts:member_role", args=[mine.pk]), {"role": "emperor"})
    mine.refresh_from_db()
    assert mine.role == MembershipRole.MEMBER


def test_invitations_are_limited(client, owner, organization, settings):
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "invite": "2/h/user"}
    client.force_login(owner)
    for number in range(4):
        data = {"email": f"n{number}@example.jp", "role": "member"}
        page = client.post(reverse("accounts:members"), data)
    assert "招待が多すぎます" in page.content.decode()
    assert Invitation.objects.count() == 2
