"""The pages of saved searches: whose they are, what can be done, the link that stops mails."""

import pytest
from django.urls import reverse

from portal.accounts.models import User
from portal.discovery.models import SavedSearch
from portal.discovery.services import saved

from .keeping import keep

pytestmark = pytest.mark.django_db


def test_the_page_of_results_offers_to_keep_the_search(client, filled, engine, visitor):
    anonymous = client.get("/search/", {"q": "演習"}).content.decode()
    if "save-search" in anonymous:
        assert "ログインして保存する" in anonymous
    client.force_login(visitor)
    response = client.post(
        reverse("discovery:save"), {"address": "?q=演習&kind=guide", "rhythm": "daily"}
    )
    search = SavedSearch.objects.get()
    assert (search.name, search.rhythm, search.language) == ("演習", "daily", "ja")
    assert response["Location"] == "/search/" + search.address
    client.post(reverse("discovery:save"), {"address": "?q=演習&kind=guide", "rhythm": "weekly"})
    search.refresh_from_db()
    assert search.rhythm == "weekly"
    client.post(reverse("discovery:save"), {"address": "?q=&kind=guide"})
    client.post(reverse("discovery:save"), {"address": "\x00" * 5000})
    assert SavedSearch.objects.count() == 1


def test_rename_pause_resume_remove(client, visitor):
    search = keep(visitor)
    client.force_login(visitor)
    page = client.get(reverse("discovery:searches")).content.decode()
    assert "お知らせを止める" in page
    client.post(reverse("discovery:edit", args=[search.pk]), {"name": "工場", "rhythm": "weekly"})
    search.refresh_from_db()
    assert (search.name, search.rhythm) == ("工場", "weekly")
    act = reverse("discovery:act", args=[search.pk])
    client.post(act, {"action": "pause"})
    search.refresh_from_db()
    assert search.is_paused
    assert "停止中" in client.get(reverse("accounts:mypage")).content.decode()
    client.post(act, {"action": "resume"})
    search.refresh_from_db()
    assert not search.is_paused
    client.post(act, {"action": "remove"})
    assert not SavedSearch.objects.exists()


def test_nobody_reaches_the_searches_of_others(client, visitor):
    search = keep(visitor)
    for user in (None, User.objects.create_user("taro@example.jp")):
        if user:
            client.force_login(user)
        for name in ("edit", "act"):
            response = client.post(
                reverse(f"discovery:{name}", args=[search.pk]), {"action": "remove", "name": "x"}
            )
            assert response.status_code == (404 if user else 302)
    assert SavedSearch.objects.get().name == "演習"


def test_there_is_an_end_to_how_many(client, visitor, monkeypatch):
    monkeypatch.setattr(saved, "MOST", 2)
    client.force_login(visitor)
    for number in range(3):
        client.post(reverse("discovery:save"), {"address": f"?q=演習{number}"})
    assert SavedSearch.objects.count() == 2


def test_lists_cost_the_same_for_one_and_many(client, visitor, django_assert_num_queries):
    client.force_login(visitor)
    keep(visitor)
    client.get(reverse("discovery:searches"))
    with django_assert_num_queries(2):
        client.get(reverse("discovery:searches"))
    for number in range(5):
        keep(visitor, f"演習 その{number}")
    with django_assert_num_queries(2):
        client.get(reverse("discovery:searches"))


def test_the_link_in_the_mail_asks_people_and_obeys_mail_programs(client, visitor):
    search = keep(visitor)
    url = reverse("discovery:stop", args=[saved.token_of(search)])
    assert "お知らせを止めますか" in client.get(url).content.decode()
    search.refresh_from_db()
    assert not search.is_paused  # looking at a link, as scanners do, changes nothing
    strict = type(client)(enforce_csrf_checks=True)
    assert strict.post(url, {"List-Unsubscribe": "One-Click"}).status_code == 200
    search.refresh_from_db()
    assert search.is_paused
    assert "お知らせを止めました" in client.get(url).content.decode()
    assert client.get(url[:-3] + "x/").status_code == 404
    search.delete()
    assert "もう保存されていません" in client.get(url).content.decode()
