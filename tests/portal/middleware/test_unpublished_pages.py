"""What is withdrawn is gone for strangers as soon as the change is committed."""

import pytest
from django.core.cache import caches

from tests.factories import content

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on(settings):
    settings.PAGE_CACHE_SECONDS = 60
    caches["pages"].clear()
    yield
    caches["pages"].clear()


@pytest.mark.django_db(transaction=True)
def test_a_withdrawn_page_is_gone_and_a_changed_one_is_new(client):
    page = content.page(title="控えの取り方")
    address = page.get_url()
    client.get(address)
    kept = client.get(address)
    assert (kept.status_code, kept["X-Page-Cache"]) == (200, "hit")
    page.title = "新しい控えの取り方"
    page.save_revision().publish()
    assert "新しい控えの取り方" in client.get(address).content.decode()
    page.unpublish()
    assert client.get(address).status_code == 404


def test_a_stranger_costs_no_query_the_second_time(client, django_assert_num_queries):
    address = content.page().get_url()
    client.get(address)
    with django_assert_num_queries(0):
        assert client.get(address)["X-Page-Cache"] == "hit"


def test_somebody_signed_in_never_gets_the_strangers_page(client, django_user_model):
    address = content.page().get_url()
    client.get(address)
    client.get(address)
    client.force_login(django_user_model.objects.create_user("a@example.jp"))
    answer = client.get(address)
    assert not answer.has_header("X-Page-Cache")
    assert "マイページ" in answer.content.decode()
    client.logout()
    assert "ログイン" in client.get(address).content.decode()
