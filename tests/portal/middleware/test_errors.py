"""A database that is busy or away: 503, and the form can be sent again as it was."""

import pytest
from django.db import OperationalError
from django.urls import reverse
from wagtail.models import Site

pytestmark = pytest.mark.django_db


@pytest.fixture
def locked(monkeypatch, client):
    """Every look at the search page fails as SQLite does when another holds the lock."""

    def fail(*args, **kwargs):
        raise OperationalError("database is locked")

    client.raise_request_exception = False
    monkeypatch.setattr(Site, "find_for_request", fail)
    return client


@pytest.mark.parametrize(
    ("address", "words"), [("/guides/", "混み合っています"), ("/en/guides/", "30 seconds")]
)
def test_a_busy_database_is_said_in_words(locked, address, words):
    response = locked.get(address)
    assert response.status_code == 503
    assert response["Retry-After"] == "30"
    assert words in response.content.decode()
    assert "database is locked" not in response.content.decode()


def test_the_form_can_be_sent_again(locked, monkeypatch):
    def fail(*args, **kwargs):
        raise OperationalError("database is locked")

    monkeypatch.setattr("allauth.account.views.LoginView.post", fail)
    fields = {"login": "a@example.jp", "note": "<b>控え</b>"}
    answer = locked.post(
        reverse("account_login"), fields, headers={"Sec-Fetch-Site": "same-origin"}
    )
    page = answer.content.decode()
    assert answer.status_code == 503
    assert 'name="note" value="&lt;b&gt;控え&lt;/b&gt;"' in page
    assert "同じ内容で送り直す" in page
    foreign = locked.post(reverse("account_login"), fields)
    assert 'name="note"' not in foreign.content.decode()


def test_other_errors_stay_errors(locked, monkeypatch):
    def fail(*args, **kwargs):
        raise ValueError("a fault")

    monkeypatch.setattr(Site, "find_for_request", fail)
    assert locked.get("/guides/").status_code == 500
