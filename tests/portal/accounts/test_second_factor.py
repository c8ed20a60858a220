"""Staff paths: closed without a second factor shown in this very session."""

from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.conf import settings as project
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from portal.accounts import demo_accounts, mypage
from portal.accounts.enums import Role
from portal.accounts.middleware import SecondFactorMiddleware
from portal.accounts.permissions import has_role
from portal.accounts.services import person
from portal.settings import auth as product

PASSWORD = "correct horse battery"


@pytest.fixture(autouse=True)
def _required(settings):
    settings.MFA_REQUIRED_PREFIXES = product.MFA_REQUIRED_PREFIXES


@pytest.fixture
def editor(make_user):
    return person.set_roles(user=make_user("editor@example.jp"), roles={Role.EDITOR})


@pytest.fixture
def editor_with_app(editor):
    totp.TOTP.activate(editor, totp.generate_totp_secret())
    return editor


def sign_in(client, user):
    return client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})


def test_the_admin_is_among_the_guarded_paths():
    assert "/admin/" in product.MFA_REQUIRED_PREFIXES


def test_staff_without_factor_are_led_to_set_one_up(client, editor):
    sign_in(client, editor)
    answer = client.get("/admin/", follow=True)
    assert answer.redirect_chain[-1][0] == reverse("mfa_index")
    assert "先に二段階認証を設定してください" in answer.content.decode()


@pytest.mark.parametrize("path", ["/admin/", "/admin/pages/", "/admin/api/main/pages/"])
@pytest.mark.parametrize("method", ["get", "post", "head", "put"])
def test_every_method_on_every_admin_path_is_guarded(client, editor, path, method):
    client.force_login(editor)
    answer = getattr(client, method)(path)
    assert answer.status_code == 302
    assert answer.url == reverse("mfa_index")


def test_staff_with_factor_sign_in_with_it_and_work(client, editor_with_app):
    answer = sign_in(client, editor_with_app)
    assert answer.url == reverse("mfa_authenticate")
    assert client.get("/admin/").status_code == 302
    code = demo_accounts.current_code(editor_with_app)
    client.post(reverse("mfa_authenticate"), {"code": code})
    assert client.get("/admin/").status_code == 200


def test_a_session_that_skipped_the_factor_is_asked_for_it(client, editor_with_app):
    """As after a sign-in at an identity provider, or with a remembered session."""
    client.force_login(editor_with_app)
    answer = client.get("/admin/pages/?p=2")
    assert answer.url == f"{reverse('mfa_reauthenticate')}?next=%2Fadmin%2Fpages%2F%3Fp%3D2"
    client.post(answer.url, {"code": demo_accounts.current_code(editor_with_app)})
    assert client.get("/admin/").status_code == 200


def test_a_wrong_code_opens_nothing(client, editor_with_app):
    sign_in(client, editor_with_app)
    page = client.post(reverse("mfa_authenticate"), {"code": "12345x"})
    assert "コードが違います" in page.content.decode()
    assert "_auth_user_id" not in client.session


def test_a_code_is_good_once(client, editor_with_app):
    code = demo_accounts.current_code(editor_with_app)
    sign_in(client, editor_with_app)
    client.post(reverse("mfa_authenticate"), {"code": code})
    client.post(reverse("account_logout"))
    sign_in(client, editor_with_app)
    client.post(reverse("mfa_authenticate"), {"code": code})
    assert "_auth_user_id" not in client.session


def test_the_proof_of_one_person_is_worth_nothing_to_another(client, editor_with_app, make_user):
    sign_in(client, editor_with_app)
    code = demo_accounts.current_code(editor_with_app)
    client.post(reverse("mfa_authenticate"), {"code": code})
    proof = dict(client.session.items())
    other = person.set_roles(user=make_user("other@example.jp"), roles={Role.PUBLISHER})
    client.force_login(other)
    session = client.session
    for name in ("account_authentication_methods", "account_authentication_methods_user"):
        session[name] = proof[name]
    session.save()
    assert client.get("/admin/").status_code == 302


def test_a_role_without_the_staff_flag_is_guarded_as_well(client, editor):
    editor.is_staff = False
    editor.save()
    client.force_login(editor)
    assert client.get("/admin/").url == reverse("mfa_index")


def test_recovery_codes_alone_are_no_second_factor(client, editor):
    RecoveryCodes.activate(editor)
    client.force_login(editor)
    assert client.get("/admin/").url == reverse("mfa_index")


def test_company_members_are_not_asked(client, owner, organization):
    sign_in(client, owner)
    assert client.get(reverse("accounts:mypage")).status_code == 200


def test_sign_out_of_the_admin_is_sign_out(client, editor):
    client.force_login(editor)
    client.post("/admin/logout/")
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("path", ["/admin/password_reset/", "/admin/login/?next=/admin/pages/"])
def test_the_admin_has_no_sign_in_of_its_own(client, db, path):
    answer = client.get(path)
    assert answer.status_code in {302, 404}
    if answer.status_code == 302:
        assert answer.url.startswith(reverse("account_login"))


def test_secrets_are_kept_encrypted_and_survive_a_new_key(editor_with_app, settings):
    factor = Authenticator.objects.get(user=editor_with_app)
    secret = get_adapter().decrypt(factor.data["secret"])
    assert secret not in str(factor.data)
    settings.SECRET_KEY_FALLBACKS = [project.SECRET_KEY]
    settings.SECRET_KEY = "another key " * 6
    assert get_adapter().decrypt(factor.data["secret"]) == secret


def test_too_many_wrong_codes_are_refused(client, editor_with_app):
    sign_in(client, editor_with_app)
    for _try in range(12):
        page = client.post(reverse("mfa_authenticate"), {"code": "000000"})
    code = demo_accounts.current_code(editor_with_app)
    page = client.post(reverse("mfa_authenticate"), {"code": code})
    assert "_auth_user_id" not in client.session
    assert page.status_code in {200, 302, 429}


def test_roles_count_for_nothing_on_the_site_before_the_second_factor(
    client, editor_with_app, monkeypatch
):
    """What a coordinator may read on public addresses stays closed to a stolen password."""
    seen = []

    def items(user):
        seen.append(has_role(user, Role.EDITOR))
        return []

    panel = mypage.Panel(name="probe", title="probe", items=items)
    monkeypatch.setattr(mypage, "_panels", {"probe": panel})
    client.force_login(editor_with_app)
    client.get(reverse("accounts:mypage"))
    code = demo_accounts.current_code(editor_with_app)
    client.post(reverse("mfa_reauthenticate"), {"code": code})
    client.get(reverse("accounts:mypage"))
    assert seen == [False, True]


def test_roles_count_outside_of_requests(editor):
    assert has_role(editor, Role.EDITOR)


def test_the_proof_lasts_a_working_day(client, editor_with_app):
    client.force_login(editor_with_app)
    code = demo_accounts.current_code(editor_with_app)
    client.post(reverse("mfa_reauthenticate"), {"code": code})
    assert client.get("/admin/").status_code == 200
    with time_machine.travel(timezone.now() + timedelta(hours=13)):
        assert client.get("/admin/").url.startswith(reverse("mfa_reauthenticate"))


@pytest.mark.parametrize("path", ["/registrations/feed.ics", "/registrations/api/v1/events/"])
def test_what_is_the_same_for_all_does_not_ask_who_comes(client, editor, path):
    for _visitor in range(2):
        answer = client.get(path)
        assert answer.status_code == 200
        assert "Cookie" not in answer.get("Vary", "")
        client.force_login(editor)  # and once more, with the cookie of a session


def test_whoever_asks_who_comes_gets_the_mark(client, editor_with_app, rf):
    client.force_login(editor_with_app)
    request = rf.get("/mypage/")
    request.session = client.session
    seen = []
    SecondFactorMiddleware(lambda asked: seen.append(asked.user) or HttpResponse())(request)
    assert not request.session.accessed
    (user,) = seen
    assert user == editor_with_app
    assert isinstance(user, type(editor_with_app))
    assert user.lacks_second_factor
    assert not has_role(user, Role.EDITOR)
