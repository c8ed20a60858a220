"""Results on top: by words, language and period; never to who may not see them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.content.models import GuidePage
from portal.discovery import addresses
from portal.discovery.models import Promotion
from portal.discovery.services import promoting
from portal.privacy.models import AuditEntry
from search import indexing
from search.documents import MEMBERS
from tests.factories import content

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_commit(monkeypatch):
    """What waits for the commit is done at once: a test never commits."""
    monkeypatch.setattr("django.db.transaction.on_commit", lambda function, **_k: function())


@pytest.fixture
def filled(source, engine):
    source.add("a", "演習の手引き")
    source.add("z", "まず読むもの", "初めての方へ。")
    source.add("m", "会員の知らせ", visibility=(MEMBERS,))
    source.add("e", "Read this first", language="en")
    for pk in source.pks():
        indexing.apply("fake", pk)
    return source


def promote(document="z", words="演習", **fields):
    return promoting.save(
        promotion=Promotion(
            words=words, source="fake", document=document, title="題", url="/z/", **fields
        ),
        actor=None,
    )


def on_top(client, text, path="/search/"):
    return [card.hit.pk for card in client.get(path, {"q": text}).context["promoted"]]


def test_it_stands_on_top_marked_with_its_note(client, filled):
    promote(note="初めての方に")
    response = client.get("/search/", {"q": "演習"})
    assert [card.hit.pk for card in response.context["promoted"]] == ["z"]
    page = response.content.decode()
    assert "おすすめ" in page
    assert "初めての方に" in page


@pytest.mark.parametrize(
    ("words", "allows_more", "asked", "is_shown"),
    [
        ("演習 手引き", False, "手引き　演習", True),
        ("ウイルス", False, "ウィルス", True),
        ("演習", False, "演習 福岡", False),
        ("演習", True, "演習 福岡", True),
        ("演習 福岡", True, "演習", False),
        ("何か\n演習", False, "演習", True),
    ],
)
def test_which_queries_it_belongs_to(client, filled, words, allows_more, asked, is_shown):
    promote(words=words, allows_more=allows_more)
    assert bool(on_top(client, asked)) is is_shown


def test_language_and_period(client, filled):
    today = timezone.localdate()
    promote("e", language="en")
    assert on_top(client, "演習") == []
    assert on_top(client, "演習", "/en/search/") == ["e"]
    one = promote(starts_on=today + timedelta(days=1))
    assert on_top(client, "演習") == []
    one.starts_on, one.ends_on = None, today - timedelta(days=1)
    promoting.save(promotion=one, actor=None)
    assert on_top(client, "演習") == []
    one.ends_on = today
    promoting.save(promotion=one, actor=None)
    assert on_top(client, "演習") == ["z"]
    promoting.remove(promotion=one, actor=None)
    assert on_top(client, "演習") == []
    assert AuditEntry.objects.filter(action__startswith="promotion.").count() == 5


def test_who_may_not_see_it_is_not_shown_it(client, filled):
    promote("m")
    assert on_top(client, "演習") == []
    promote("z")
    filled.hidden.add("z")
    assert on_top(client, "演習") == []


def test_naming_costs_one_query_for_many_searches(client, filled, django_assert_num_queries):
    promote()
    with django_assert_num_queries(1):
        for _time in range(5):
            assert list(promoting.named("演習", "ja", frozenset({"public"})))


def test_staff_look_for_the_document_by_words(editor_client, filled):
    url = reverse("search_promotions:add")
    data = {"words": "演習", "target": "まず読む", "language": "ja", "action-find": "1"}
    page = editor_client.post(url, data)
    assert not Promotion.objects.exists()
    ((value, label),) = page.context["form"].fields["chosen"].choices
    assert (value, "まず読むもの" in label) == ("fake:z", True)
    del data["action-find"]
    editor_client.post(url, data | {"chosen": value, "note": "ぜひ"})
    kept = Promotion.objects.get()
    assert (kept.source, kept.document, kept.title, kept.note) == (
        "fake",
        "z",
        "まず読むもの",
        "ぜひ",
    )
    assert kept.created_by.email == "editor@example.jp"


def test_nothing_chosen_wrong_language_and_empty_words_are_refused(editor_client, filled):
    url = reverse("search_promotions:add")
    for data, problem in (
        ({"words": "演習", "language": "ja"}, "出すものを選んでください"),
        ({"words": "、。", "target": "まず", "chosen": "fake:z"}, "検索の言葉になりません"),
        ({"words": "演習", "target": "/nowhere/", "language": "ja"}, "検索で見つかるページ"),
        (
            {"words": "演習", "target": "まず", "chosen": "fake:z", "language": "en"},
            "もう一度「探す」を押して",
        ),
    ):
        page = editor_client.post(url, data).content.decode()
        assert problem in page, data
    assert not Promotion.objects.exists()


def test_a_page_is_named_by_its_address(editor_client, settings):
    guide = content.page(GuidePage, title="戻せるバックアップ", slug="backups")
    english = content.page(GuidePage, title="Backups", slug="backups", language="en")
    for address in ("/guides/backups/", settings.BASE_URL + "/guides/backups/?a=1#x"):
        assert addresses.document_at(address).pk == str(guide.pk)
    assert addresses.document_at("/en/guides/backups/").pk == str(english.pk)
    for address in ("/guides/", "https://example.org/guides/backups/", "/search/", "/x/y/z"):
        found = addresses.document_at(address)
        assert found is None or found.url == address
    data = {"words": "復元", "target": "/guides/backups/", "language": "ja"}
    editor_client.post(reverse("search_promotions:add"), data)
    assert Promotion.objects.get().title == "戻せるバックアップ"
