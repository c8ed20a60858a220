"""Sample accounts: one per role, passwords told once, never outside a demonstration."""

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from portal.accounts import demo_accounts
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.accounts.permissions import has_role

pytestmark = pytest.mark.django_db


@pytest.fixture
def _demonstration(settings):
    settings.DEMO = True
    settings.PRODUCTION = False


def told(command="accounts"):
    out = StringIO()
    if command == "accounts":
        demo_accounts.load(out)
    else:
        call_command(command, stdout=out)
    return dict(re.findall(r"^  (\S+@\S+)\s+(\S+)", out.getvalue(), re.MULTILINE)), out.getvalue()


def test_one_account_per_role_with_the_password_that_was_told():
    passwords, _text = told()
    assert set(passwords) == {account.email for account in demo_accounts.ACCOUNTS}
    assert len(set(passwords.values())) == len(passwords)
    for email, password in passwords.items():
        assert User.objects.get(email=email).check_password(password)
    for role in Role:
        user = User.objects.get(email=f"{role.value.replace('_', '')}@example.jp")
        assert has_role(user, role) and user.is_staff
    assert User.objects.get(email="administrator@example.jp").is_superuser
    expert = User.objects.get(email="expert@example.jp").memberships.get().organization
    assert expert.is_provider


def test_the_second_run_keeps_passwords_and_says_nothing():
    passwords, _text = told()
    again, text = told()
    assert (again, text) == ({}, "")
    for email, password in passwords.items():
        assert User.objects.get(email=email).check_password(password)


@pytest.mark.usefixtures("_demonstration")
def test_new_passwords_replace_the_old_ones():
    before, _text = told()
    after, _text = told("demo_passwords")
    assert set(after) == set(before)
    user = User.objects.get(email="editor@example.jp")
    assert user.check_password(after[user.email])
    assert not user.check_password(before[user.email])


@pytest.mark.usefixtures("_demonstration")
def test_the_code_command_stands_in_for_an_app():
    told()
    out = StringIO()
    call_command("demo_code", "editor@example.jp", stdout=out)
    assert re.fullmatch(r"\d{6}", out.getvalue().strip())
    with pytest.raises(CommandError, match="without a second factor"):
        call_command("demo_code", "company@example.jp")
    User.objects.create_user("real@example.jp")
    with pytest.raises(CommandError, match="no demo account"):
        call_command("demo_code", "real@example.jp")


@pytest.mark.parametrize("command", [["load_demo"], ["demo_passwords"], ["demo_code", "x@y.jp"]])
@pytest.mark.parametrize(("demo", "production"), [(False, False), (True, True), (False, True)])
def test_never_outside_a_demonstration(settings, command, demo, production):
    settings.DEMO, settings.PRODUCTION = demo, production
    with pytest.raises(CommandError):
        call_command(*command)
    assert not User.objects.exists()
