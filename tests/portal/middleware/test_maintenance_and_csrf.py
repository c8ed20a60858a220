"""Maintenance, and forms whose token is too old."""

import pytest
from django.test import Client
from django.urls import reverse


@pytest.mark.parametrize(("path", "words"), [("/", "手入れ"), ("/en/", 'lang="en"')])
def test_maintenance_answers_without_database(client, settings, path, words):
    settings.MAINTENANCE = True
    answer = client.get(path)
    assert answer.status_code == 503
    assert answer["Retry-After"] == "600"
    assert words in answer.content.decode()


@pytest.mark.django_db
def test_maintenance_can_be_switched_by_a_file(client, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    (tmp_path / "maintenance").touch()
    assert client.get("/nowhere/").status_code == 503
    assert client.get("/healthz").status_code == 200
    (tmp_path / "maintenance").unlink()
    assert client.get("/nowhere/").status_code == 404


@pytest.fixture
def careful(django_user_model, db):
    client = Client(enforce_csrf_checks=True)
    client.force_login(django_user_model.objects.create_user("a@example.jp"))
    return client


def test_an_old_token_loses_nothing_that_was_typed(careful):
    page = careful.post(
        reverse("accounts:profile"),
        {"family_name": "<b>山田", "given_name": "太郎"},
        headers={"Sec-Fetch-Site": "same-origin"},
    )
    text = page.content.decode()
    assert page.status_code == 403
    assert 'name="family_name" value="&lt;b&gt;山田"' in text
    assert "csrfmiddlewaretoken" in text


def test_a_foreign_form_is_never_offered_again(careful):
    for site in ({"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {}):
        page = careful.post(reverse("accounts:profile"), {"family_name": "偽の姓"}, headers=site)
        assert page.status_code == 403
        assert "偽の姓" not in page.content.decode()


def test_secrets_are_never_repeated(careful):
    page = careful.post(
        reverse("account_login"),
        {"login": "a@example.jp", "password": "my secret words"},
        headers={"Sec-Fetch-Site": "same-origin"},
    )
    assert "my secret words" not in page.content.decode()
