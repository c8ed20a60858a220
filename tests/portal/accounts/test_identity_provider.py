"""Sign-in at a business identity provider: a generic one by settings, off by default."""

import re

import pytest
from allauth.mfa.totp.internal import auth as totp
from allauth.socialaccount.models import SocialAccount
from django.urls import reverse

from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.accounts.services import person
from portal.delivery.models import Mail
from portal.settings import auth as product
from portal.settings.security import identity_origins

from .identity_provider import IdentityProvider

pytestmark = pytest.mark.django_db
START = "/accounts/oidc/business/login/"


@pytest.fixture
def provider(settings):
    local = IdentityProvider()
    settings.SOCIALACCOUNT_PROVIDERS = product.openid_providers(
        url=local.url,
        name="GビズID",
        client_id=local.client_id,
        secret=local.secret,
        uid_claim="sub",
    )
    yield local
    local.close()


def sign_in(client, provider):
    """Through the provider and back; the last answer."""
    there = client.post(START)
    assert there.url.startswith(f"{provider.url}/authorize")
    back = provider.authorize(there.url)
    return client.get(back.replace("http://testserver", ""))


def test_off_by_default(client):
    assert product.SOCIALACCOUNT_PROVIDERS == {}
    assert client.get(START).status_code == 404
    assert "GビズID" not in client.get(reverse("account_login")).content.decode()


def test_the_button_stands_on_the_sign_in_page(client, provider):
    page = client.get(reverse("account_login")).content.decode()
    assert "GビズIDで進む" in page
    page = client.get(START).content.decode()
    assert "GビズIDに進みますか" in page


def test_a_newcomer_proves_the_address_and_gets_no_company_name_as_own(client, provider):
    answer = sign_in(client, provider)
    assert answer.url == reverse("account_email_verification_sent")
    assert "_auth_user_id" not in client.session
    code = re.search(r"^\s+(\d{6})$", Mail.objects.get().text, re.MULTILINE).group(1)
    client.post(answer.url, {"code": code})
    user = User.objects.get(email="gbiz@example.jp")
    assert client.session["_auth_user_id"] == str(user.pk)
    assert (user.family_name, user.given_name) == ("", "")
    assert not user.has_usable_password()


def test_an_unproved_address_never_opens_the_account_of_another(client, provider, make_user):
    victim = make_user("gbiz@example.jp")
    sign_in(client, provider)
    assert "_auth_user_id" not in client.session
    assert not SocialAccount.objects.filter(user=victim).exists()


def test_a_code_without_its_verifier_is_refused(client, provider):
    there = client.post(START)
    back = provider.authorize(there.url)
    provider.challenges = dict.fromkeys(provider.challenges, "another challenge")
    answer = client.get(back.replace("http://testserver", ""))
    assert provider.refusals == ["invalid_grant"]
    assert "ログインできませんでした" in answer.content.decode()


def test_a_forged_state_is_refused(client, provider):
    client.post(START)
    answer = client.get("/accounts/oidc/business/login/callback/?code=x&state=forged")
    assert "ログインできませんでした" in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_the_provider_does_not_replace_the_second_factor(client, provider, make_user, settings):
    settings.MFA_REQUIRED_PREFIXES = product.MFA_REQUIRED_PREFIXES
    editor = person.set_roles(user=make_user("gbiz@example.jp"), roles={Role.EDITOR})
    SocialAccount.objects.create(user=editor, provider="business", uid="gbiz-1")
    totp.TOTP.activate(editor, totp.generate_totp_secret())
    answer = sign_in(client, provider)
    assert answer.url == reverse("mfa_authenticate")
    assert client.get("/admin/").status_code == 302
    assert "_auth_user_id" not in client.session


def test_a_provider_that_is_down_is_explained(client, provider):
    provider.close()
    answer = client.post(START)
    assert answer.status_code == 503
    assert "ログインできませんでした" in answer.content.decode()


def test_forms_may_lead_to_the_provider_and_nowhere_else():
    origins = identity_origins("https://id.example/.well-known/openid-configuration", "")
    assert origins == ["https://id.example"]
    assert identity_origins("", "") == []
