"""What is asked is counted without a person, cheaply, and never spoils a search."""

from datetime import timedelta

import pytest
from django.core.signals import request_finished
from django.db import DatabaseError
from django.utils import timezone

from portal.discovery.models import AskedQuery
from portal.discovery.personal import looks_personal
from portal.discovery.services import asking
from search import indexing
from search.evaluation import labelled

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("engine")]


@pytest.fixture
def filled(source):
    for number in range(12):
        source.add(f"d{number}", f"演習の手引き {number}")
    for pk in source.pks():
        indexing.apply("fake", pk)
    return source


def asked(text="演習"):
    asking.flush()
    return AskedQuery.objects.get(text=text)


@pytest.mark.parametrize(
    "text",
    [
        "hanako@example.jp",
        "hanako＠example",
        "093-123-4567",
        "０９０ １２３４ ５６７８",
        "4000012090001",
        "法人番号 4000-0120-90001",
        "山田太郎",
        "佐藤さん 連絡先",
        "yamada 0901234567",
        "john smith",
        "Tanaka seminar",
        "ｙａｍａｍｏｔｏ ransomware",
        "password123456",
        "https://example.org/x",
        "八幡東区東田1丁目",
        "あ" * 81,
    ],
)
def test_what_looks_personal_leaves_no_trace(client, filled, text):
    client.get("/search/", {"q": text})
    assert asking.flush() == 0
    assert not AskedQuery.objects.exists()


@pytest.mark.parametrize(
    "text",
    [
        "ランサムウェア",
        "宮崎 セミナー",
        "北九州 演習 3月",
        "cve-2024-12345",
        "iso27001",
        "bcp",
        "2026年3月のイベント",
        "補助金 150万円",
        "お客様への連絡",
        "windows11",
    ],
)
def test_what_companies_ask_is_counted(text):
    assert not looks_personal(text)


def test_the_labelled_queries_are_no_persons():
    kept = [text for text in labelled.queries().values() if not looks_personal(text.lower())]
    assert len(kept) == 72


def test_a_day_is_one_row_of_counts(client, filled):
    client.get("/search/", {"q": "　演習 "})
    client.get("/search/", {"q": "演習"})
    client.get("/search/", {"q": "演習", "page": "2"})
    client.get("/search/", {"q": "演習", "kind": "guide"})
    client.get("/search/", {"q": "ぺんぎんぺんぎん"})
    row = asked()
    assert (row.asked, row.total, row.empty, row.language) == (2, 12, 0, "ja")
    assert row.day == timezone.localdate()
    assert asked("ぺんぎんぺんぎん").empty == 1
    client.get("/search/", {"q": "演習"})
    assert asked().asked == 3


def test_browsers_are_told_apart_within_a_day(client, filled):
    for agent in ("one", "one", "two"):
        client.get("/search/", {"q": "演習"}, headers={"user-agent": agent})
    client.get("/search/", {"q": "演習"}, REMOTE_ADDR="192.0.2.1", headers={"user-agent": "one"})
    row = asked()
    assert (row.asked, row.askers) == (4, 3)


@pytest.mark.parametrize(
    ("position", "field"),
    [
        ("0", "clicks_first"),
        ("1", "clicks_first"),
        ("3", "clicks_near"),
        ("10", "clicks_page"),
        ("11", "clicks_later"),
    ],
)
def test_the_first_opened_result_of_a_page_counts_by_its_place(client, filled, position, field):
    key = client.get("/search/", {"q": "演習"}).context["key"]
    for place in (position, "2"):
        assert client.post("/search/opened/", {"key": key, "position": place}).status_code == 204
    client.post("/search/opened/", {"key": "unknown", "position": "1"})
    row = asked()
    clicks = {name: getattr(row, name) for name in asking.COUNTS if name.startswith("clicks")}
    assert clicks.pop(field) == 1
    assert not any(clicks.values())


def test_a_search_costs_no_query_for_the_count(client, filled, django_assert_max_num_queries):
    client.get("/search/", {"q": "演習"})
    with django_assert_max_num_queries(2):  # beside at most three of the engine
        client.get("/search/", {"q": "演習"})


def test_counts_are_written_after_an_answer_when_it_is_time(client, filled, settings):
    client.get("/search/", {"q": "演習"})
    assert not AskedQuery.objects.exists()
    settings.SEARCH_LOG_SECONDS = 0
    client.get("/search/opensearch.xml")
    assert AskedQuery.objects.get().asked == 1


def test_a_database_that_cannot_write_spoils_nothing(
    client, filled, settings, monkeypatch, caplog
):
    def down():
        raise DatabaseError("locked")

    settings.SEARCH_LOG_SECONDS = 0
    monkeypatch.setattr(asking, "flush", down)
    assert client.get("/search/", {"q": "演習"}).status_code == 200
    assert "could not be written" in caplog.text


def test_a_flood_of_words_does_not_fill_the_memory(client, filled, monkeypatch):
    monkeypatch.setattr(asking, "MOST_HELD", 3)
    monkeypatch.setattr(asking, "_after_request", lambda **_kwargs: None)
    request_finished.disconnect(dispatch_uid="discovery_asked")
    try:
        for number in range(6):
            client.get("/search/", {"q": f"演習 その{number}"})
        assert len(asking._held) == 3
    finally:
        monkeypatch.undo()
        asking.connect()


def test_old_counts_are_dropped():
    today = timezone.localdate()
    for days in (1, 200):
        AskedQuery.objects.create(text="演習", language="ja", day=today - timedelta(days=days))
    assert asking.purge(timezone.now() - timedelta(days=180)) == 1
    assert AskedQuery.objects.get().day == today - timedelta(days=1)
