"""Sign-up, sign-in, codes, passwords: the mails go through the outbox, nobody is named."""

import re

import pytest
from django.urls import reverse

from portal.accounts.models import User
from portal.delivery.models import Mail, OutboxMessage
from portal.privacy.models import Consent

pytestmark = pytest.mark.django_db


def last_code() -> str:
    return re.search(r"^\s+(\d{6})$", Mail.objects.first().text, re.MULTILINE).group(1)


def sign_up(client, email="new@example.jp", **fields):
    return client.post(reverse("account_signup"), {"email": email, **fields})


def test_sign_up_by_code_leads_to_the_organization(client):
    answer = sign_up(client)
    assert answer.url == reverse("account_email_verification_sent")
    assert Mail.objects.get().subject.startswith("【確認】")
    assert OutboxMessage.objects.filter(topic="mail").count() == 1
    answer = client.post(answer.url, {"code": last_code()})
    assert answer.url == reverse("accounts:organization_create")
    assert client.get(answer.url).status_code == 200
    user = User.objects.get(email="new@example.jp")
    assert not user.has_usable_password()
    consent = Consent.objects.get()
    assert (consent.user, consent.purpose, consent.notice_version) == (user, "account", "2026-11")


def test_full_width_code_and_address_are_understood(client):
    answer = sign_up(client, email="ｎｅｗ＠ｅｘａｍｐｌｅ．ｊｐ")
    wide = last_code().translate({ord(str(n)): chr(0xFF10 + n) for n in range(10)})
    answer = client.post(answer.url, {"code": wide})
    assert answer.url == reverse("accounts:organization_create")
    assert User.objects.filter(email="new@example.jp").exists()


def test_english_sign_up_gets_an_english_account(client):
    client.post("/en/accounts/signup/", {"email": "new@example.jp"})
    assert User.objects.get().language == "en"
    assert Mail.objects.get().language == "en"


def test_wrong_code_is_refused_in_words(client):
    answer = sign_up(client)
    code = last_code()
    wrong = "000000" if code != "000000" else "111111"
    page = client.post(answer.url, {"code": wrong})
    assert "コードが違います" in page.content.decode()
    assert "_auth_user_id" not in client.session


def test_sign_up_does_not_tell_whether_an_address_is_known(client, make_user):
    make_user("known@example.jp")
    known = sign_up(client, email="known@example.jp")
    client.cookies.clear()
    unknown = sign_up(client, email="unknown@example.jp")
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    told = Mail.objects.get(recipient="known@example.jp")
    assert "登録済み" in told.subject
    assert not re.search(r"\d{6}", told.text)


def test_login_code_does_not_tell_whether_an_address_is_known(client, make_user):
    make_user("known@example.jp")
    url = reverse("account_request_login_code")
    known = client.post(url, {"email": "known@example.jp"})
    client.cookies.clear()
    unknown = client.post(url, {"email": "unknown@example.jp"})
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)


def test_password_reset_does_not_tell_whether_an_address_is_known(client, make_user):
    make_user("known@example.jp")
    url = reverse("account_reset_password")
    known = client.post(url, {"email": "known@example.jp"})
    client.cookies.clear()
    unknown = client.post(url, {"email": "unknown@example.jp"})
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)


def test_sign_in_by_code(client, make_user):
    user = make_user(password=None)
    answer = client.post(reverse("account_login"), {"login": user.email, "by_code": "1"})
    answer = client.post(answer.url, {"code": last_code()})
    assert answer.url == reverse("accounts:mypage")
    assert client.session["_auth_user_id"] == str(user.pk)


def test_code_button_sends_a_code_even_with_a_filled_in_password(client, make_user):
    user = make_user()
    data = {"login": user.email, "password": "anything", "by_code": "1"}
    answer = client.post(reverse("account_login"), data)
    assert answer.url == reverse("account_confirm_login_code")


def test_sign_in_by_password(client, make_user):
    user = make_user()
    data = {"login": user.email, "password": "correct horse battery"}
    answer = client.post(reverse("account_login"), data)
    assert answer.url == reverse("accounts:mypage")


def test_wrong_password_says_what_to_do(client, make_user):
    user = make_user()
    page = client.post(reverse("account_login"), {"login": user.email, "password": "wrong"})
    assert "メールアドレスかパスワードが違います" in page.content.decode()


def test_an_account_without_password_has_no_empty_password(client, make_user):
    user = make_user(password=None)
    for password in ("", " ", "!"):
        client.post(reverse("account_login"), {"login": user.email, "password": password})
        assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example/",
        "///evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "https:evil.example",
    ],
)
def test_sign_in_never_leads_off_the_site(client, make_user, target):
    user = make_user()
    data = {"login": user.email, "password": "correct horse battery", "next": target}
    answer = client.post(reverse("account_login"), data)
    assert answer.url == reverse("accounts:mypage")


def test_sign_in_leads_on_to_the_wanted_page(client, make_user):
    user = make_user()
    data = {"login": user.email, "password": "correct horse battery", "next": "/mypage/profile/"}
    assert client.post(reverse("account_login"), data).url == "/mypage/profile/"


def test_failed_logins_are_limited(client, make_user):
    user = make_user()
    for _attempt in range(6):
        page = client.post(reverse("account_login"), {"login": user.email, "password": "wrong"})
    assert "試行回数が多すぎます" in page.content.decode()


def test_password_reset_by_code(client, make_user):
    user = make_user()
    answer = client.post(reverse("account_reset_password"), {"email": user.email})
    answer = client.post(answer.url, {"code": last_code()})
    new = {"password1": "another good phrase", "password2": "another good phrase"}
    client.post(answer.url, new)
    user.refresh_from_db()
    assert user.check_password("another good phrase")


def test_weak_password_is_refused(client):
    page = sign_up(client, password1="password")
    assert page.status_code == 200
    assert not User.objects.exists()


PAGES = [
    "account_login",
    "account_signup",
    "account_request_login_code",
    "account_reset_password",
]
PAGES_INSIDE = [
    "account_email",
    "account_change_password",
    "account_logout",
    "account_reauthenticate",
    "mfa_index",
    "mfa_list_webauthn",
    "usersessions_list",
    "socialaccount_connections",
    "accounts:mypage",
    "accounts:profile",
    "accounts:security",
    "accounts:organization",
    "accounts:members",
    "accounts:personal_data",
]


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("name", PAGES)
def test_every_entrance_page_stands_on_the_site_layout(client, name, prefix):
    page = client.get(prefix + reverse(name)).content.decode()
    assert '<main id="main"' in page
    assert page.count("<h1") == 1


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("name", PAGES_INSIDE)
def test_every_page_inside_stands_on_the_site_layout(client, owner, organization, name, prefix):
    client.force_login(owner)
    answer = client.get(prefix + reverse(name), follow=True)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert '<main id="main"' in page
    assert page.count("<h1") == 1


def test_second_factor_pages(client, make_user):
    user = make_user()
    data = {"login": user.email, "password": "correct horse battery"}
    client.post(reverse("account_login"), data)
    client.post(reverse("account_reauthenticate"), {"password": "correct horse battery"})
    for name in ("mfa_activate_totp", "mfa_add_webauthn"):
        page = client.get(reverse(name)).content.decode()
        assert page.count("<h1") == 1, name
