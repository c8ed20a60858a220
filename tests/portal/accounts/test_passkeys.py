"""What no browser sends as a passkey is a wrong key, never a fault."""

import base64
import json

import pytest
from allauth.core import context
from allauth.mfa import app_settings
from allauth.mfa.webauthn import forms
from allauth.mfa.webauthn.internal import auth
from allauth.utils import get_form_class
from django.contrib.sessions.middleware import SessionMiddleware
from django.core.cache import cache
from django.urls import reverse

PASSWORD = "correct horse battery"


def packed(content):
    return base64.urlsafe_b64encode(content).decode()


def answer(**response):
    parts = {
        "clientDataJSON": packed(b'{"type":"webauthn.get","challenge":"AA","origin":"x"}'),
        "authenticatorData": packed(b"a" * 37),
        "signature": packed(b"s"),
        "userHandle": packed(b"1"),
        "attestationObject": packed(b"\xa1"),
        **response,
    }
    key = {"id": "YQ", "rawId": "YQ", "type": "public-key"}
    return json.dumps({**key, "response": parts})


ODD = {
    "endless number": "9" * 5000,
    "endless nesting": '{"a":' + "[" * 100_000,
    "a number": "5",
    "nothing": "null",
    "a list": "[]",
    "no parts": '{"id": 5}',
    "empty": "{}",
    "wrong kinds": '{"id": "a", "rawId": 5, "response": null}',
    "unknown key": answer(),
    "short data": answer(authenticatorData=packed(b"a")),
    "no base64": answer(clientDataJSON="!!"),
    "no text": answer(clientDataJSON=packed(b"\xff\x00")),
    "no person": answer(userHandle=packed(b"\xff\xff")),
    "no cbor": answer(attestationObject=packed(b"\xff")),
}


@pytest.mark.parametrize("credential", ODD.values(), ids=ODD)
def test_signing_in_with_an_odd_key_says_that_it_is_wrong(client, db, credential):
    address = reverse("mfa_login_webauthn")
    client.get(address)
    refused = client.post(address, {"credential": credential}, follow=True)
    assert refused.redirect_chain[-1][0] == reverse("account_login")
    assert "コードが違います" in refused.content.decode()


def test_adding_an_odd_key_says_that_it_is_wrong(client, make_user):
    user = make_user()
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    address = reverse("mfa_add_webauthn")
    for name, credential in ODD.items():
        cache.clear()
        assert client.get(address).status_code == 200, name
        refused = client.post(address, {"credential": credential})
        assert refused.status_code == 200, name
        assert refused.context["form"].errors, name
    assert not user.authenticator_set.exists()


@pytest.mark.parametrize("credential", ODD.values(), ids=ODD)
@pytest.mark.parametrize(
    ("name", "usual"),
    [
        ("authenticate_webauthn", forms.AuthenticateWebAuthnForm),
        ("reauthenticate_webauthn", forms.ReauthenticateWebAuthnForm),
    ],
)
def test_an_odd_key_is_no_second_factor(rf, make_user, name, usual, credential):
    request = rf.post("/")
    SessionMiddleware(lambda _request: None).process_request(request)
    form_class = get_form_class(app_settings.FORMS, name, usual)
    user = make_user()
    with context.request_context(request):
        auth.begin_authentication(user)
        form = form_class({"credential": credential}, user=user)
        assert form.errors["credential"] == [
            "コードが違います。アプリに今出ている6桁を入力してください。"
        ]
