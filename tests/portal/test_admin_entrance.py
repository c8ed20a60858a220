"""Into the administration leads one door, and nobody runs in circles before it."""

from urllib.parse import parse_qs

from tests.factories.events import make_user


def test_a_stranger_is_sent_to_sign_in(client, db):
    response = client.get("/admin/", follow=True)
    target, _, query = response.redirect_chain[-1][0].partition("?")
    assert target == "/accounts/login/"
    assert parse_qs(query)["next"] == ["/admin/"]


def test_somebody_without_business_there_is_told_so(client, db):
    client.force_login(make_user())
    response = client.get("/admin/", follow=True)
    assert response.status_code == 403
