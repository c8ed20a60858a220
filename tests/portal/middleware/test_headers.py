"""Security headers: strict on the site, inline code only on the path of the admin."""

import json
import os
import subprocess
import sys

import pytest
from django.core.cache import cache

pytestmark = pytest.mark.django_db


def directives(answer):
    policy = answer["Content-Security-Policy"]
    return {part.split()[0]: part.split()[1:] for part in policy.split("; ") if part}


@pytest.mark.parametrize("path", ["/accounts/login/", "/en/accounts/login/", "/nowhere/"])
def test_the_site_is_strict(client, path):
    rules = directives(client.get(path))
    assert rules["default-src"] == ["'none'"]
    assert rules["script-src"] == ["'self'"]
    assert rules["style-src"] == ["'self'"]
    assert rules["frame-ancestors"] == ["'self'"]
    assert rules["form-action"] == ["'self'"]
    assert rules["object-src"] == ["'none'"]
    assert "unsafe" not in str(rules)


def test_the_admin_may_use_inline_code_without_nonce(client, django_user_model):
    admin = django_user_model.objects.create_superuser("a@example.jp", "x")
    client.force_login(admin)
    rules = directives(client.get("/admin/"))
    assert "'unsafe-inline'" in rules["script-src"]
    assert "nonce" not in str(rules)
    assert "'unsafe-eval'" not in str(rules)


@pytest.mark.parametrize("path", ["/administration/", "/en/admin/", "/x/admin/"])
def test_lookalikes_of_the_admin_path_stay_strict(client, path):
    assert "unsafe" not in client.get(path)["Content-Security-Policy"]


def test_other_headers(client):
    answer = client.get("/accounts/login/")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert "microphone=()" in answer["Permissions-Policy"]


def test_pages_of_a_person_are_private(client, django_user_model):
    client.force_login(django_user_model.objects.create_user("a@example.jp"))
    assert "private" in client.get("/mypage/")["Cache-Control"]


def test_cookies_are_closed(client):
    cookie = client.get("/accounts/login/").cookies["csrftoken"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


def test_sessions_change_their_key_at_sign_in(client, django_user_model):
    client.get("/accounts/login/")
    session = client.session
    session["x"] = 1
    session.save()
    before = client.session.session_key
    client.cookies["sessionid"] = before
    client.force_login(django_user_model.objects.create_user("a@example.jp"))
    assert client.session.session_key != before


def test_search_is_limited(client, settings):
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "search_visitor": "3/m/ip"}
    cache.clear()
    codes = [client.get("/search/?q=a").status_code for _try in range(5)]
    assert codes[:3] == [200] * 3
    assert codes[3:] == [429] * 2
    cache.clear()


def test_what_is_suggested_while_typing_does_not_use_up_the_answers(client, settings):
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "search_visitor": "1/m/ip"}
    cache.clear()
    codes = [client.get("/search/suggest/?q=ab").status_code for _key in range(3)]
    codes += [client.get("/search/?q=ab").status_code for _try in range(2)]
    assert codes == [200] * 4 + [429]
    cache.clear()


def test_posts_of_colleagues_behind_one_router_are_counted_one_by_one(
    client, settings, django_user_model
):
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "post_member": "2/m/user"}
    cache.clear()
    for name in ("a", "b"):
        client.force_login(django_user_model.objects.create_user(f"{name}@example.jp"))
        codes = [client.post("/mypage/data/keep/").status_code for _try in range(3)]
        assert codes == [302, 302, 429]
    cache.clear()


def test_a_forwarded_address_is_not_believed_without_a_trusted_proxy(client, settings):
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "search_visitor": "2/m/ip"}
    cache.clear()
    codes = [
        client.get("/search/?q=a", headers={"X-Forwarded-For": f"10.0.0.{n}"}).status_code
        for n in range(4)
    ]
    assert codes[2:] == [429, 429]
    cache.clear()


PROBE = """
import django, json
django.setup()
from django.conf import settings as s
print(json.dumps([s.SESSION_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE,
    s.SECURE_SSL_REDIRECT, s.SECURE_HSTS_SECONDS > 0, s.PASSWORD_HASHERS[0], s.DEBUG,
    s.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN]))
"""


def test_production_closes_what_development_leaves_open(tmp_path):
    environment = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "portal.settings",
        "PORTAL_ENVIRONMENT": "production",
        "PORTAL_SECRET_KEY": "x" * 60,
        "PORTAL_BASE_URL": "https://portal.example.jp",
        "PORTAL_DATA_DIR": str(tmp_path),
    }
    done = subprocess.run(
        [sys.executable, "-c", PROBE], env=environment, capture_output=True, text=True, check=True
    )
    assert json.loads(done.stdout) == [
        "__Host-sessionid",
        True,
        True,
        True,
        True,
        "django.contrib.auth.hashers.Argon2PasswordHasher",
        False,
        False,
    ]
