"""Staff choose the language of the administration, and are not asked for names again."""

import pytest

from portal.accounts.models import User

PATH = "/admin/account/"


@pytest.fixture
def member(client, admin_user):
    client.force_login(admin_user)
    return admin_user


def test_a_language_is_chosen_without_typing_names(client, member):
    page = client.get(PATH).text
    assert "first_name" not in page
    assert "/mypage/profile/" in page
    answer = client.post(
        PATH,
        {
            "locale-preferred_language": "en",
            "theme-theme": "system",
            "theme-density": "default",
            "theme-contrast": "system",
        },
    )
    assert answer.status_code == 302
    assert User.objects.get(pk=member.pk).wagtail_userprofile.preferred_language == "en"
    assert 'lang="en"' in client.get(PATH).text


def test_it_is_for_staff(client, db):
    assert client.get(PATH).status_code == 302
