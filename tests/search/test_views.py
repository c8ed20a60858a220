"""The search page."""

import pytest
from django.contrib.auth.models import AnonymousUser

from search import indexing, labels, sources, viewers
from search.documents import COORDINATOR, MEMBERS
from search.engines import EngineUnavailable

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("engine")]


@pytest.fixture
def filled(source):
    source.add("a", "演習の手引き", "工場で演習を行います。", sectors=("manufacturing",))
    source.add("b", "演習の催し", kind="event")
    source.add("e", "Exercise 演習", language="en")
    source.add("m", "会員の演習", visibility=(MEMBERS,))
    for pk in source.pks():
        indexing.apply("fake", pk)
    return source


def test_results_show_kind_marks_date_and_counts(client, filled):
    page = client.get("/search/", {"q": "演習"}).content.decode()
    assert "<mark>演習</mark>の手引き" in page
    assert "会員の演習" not in page
    assert "2件" in page
    assert 'datetime="2026-04-01"' in page
    assert "ほかの言語のもの1件" in page
    assert 'name="kind" value="event"' in page


def test_a_choice_becomes_a_chip_that_can_be_taken_back(client, filled):
    response = client.get("/search/", {"q": "演習", "kind": "event"})
    assert [card.hit.pk for card in response.context["cards"]] == ["b"]
    (chip,) = response.context["chips"]
    assert chip.label == "イベント"
    assert len(client.get("/search/" + chip.url).context["cards"]) == 2


def test_english_page_shows_english_documents(client, filled):
    response = client.get("/en/search/", {"q": "演習"})
    assert [card.hit.pk for card in response.context["cards"]] == ["e"]
    everywhere = client.get("/en/search/" + response.context["everywhere_url"])
    assert len(everywhere.context["cards"]) == 3


def test_what_became_hidden_after_indexing_is_not_shown(client, filled):
    filled.hidden.add("a")
    response = client.get("/search/", {"q": "演習"})
    assert [card.hit.pk for card in response.context["cards"]] == ["b"]
    suggested = client.get("/search/suggest/", {"q": "手引き"}).json()
    assert suggested == {"suggestions": []}


def test_a_source_that_is_gone_is_not_shown(client, filled):
    sources.unregister("fake")
    try:
        assert client.get("/search/", {"q": "演習"}).context["cards"] == []
    finally:
        sources.register(filled)


def test_suggestions_while_typing(client, filled):
    answer = client.get("/search/suggest/", {"q": "てび"}).json()
    assert answer == {"suggestions": []}
    assert client.get("/search/suggest/", {"q": "て"}).json() == {"suggestions": []}
    assert len(client.get("/search/suggest/", {"q": "演"}).json()["suggestions"]) == 2
    answer = client.get("/search/suggest/", {"q": "演習の"}).json()
    assert [item["text"] for item in answer["suggestions"]] == ["演習の催し", "演習の手引き"]
    assert answer["suggestions"][0]["kind"] == "イベント"


def test_a_stopped_engine_is_told_and_does_not_break_the_page(client, filled, engine, monkeypatch):
    def down(*_args, **_options):
        raise EngineUnavailable("down")

    monkeypatch.setattr(engine, "search", down)
    monkeypatch.setattr(engine, "suggest", down)
    page = client.get("/search/", {"q": "演習"})
    assert page.status_code == 200
    assert "一時的に止まっています" in page.content.decode()
    assert client.get("/search/suggest/", {"q": "演習"}).json() == {"suggestions": []}


def test_nothing_found_offers_other_ways(client, filled):
    page = client.get("/search/", {"q": "ぺんぎん"}).content.decode()
    assert "見つかりませんでした" in page


def test_a_page_past_the_end_is_the_last(client, filled):
    for page in ("999", "1000000000", "-1", "x", "１", ""):
        response = client.get("/search/", {"q": "演習", "page": page})
        assert response.status_code == 200
        assert len(response.context["cards"]) == 2


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"q": ""},
        {"q": "あ" * 10_000},
        {"q": '"'},
        {"q": "AND OR NOT ( ) *"},
        {"q": "title:/a.*b/ +x -y ~2 ^3 {1 TO 2}"},
        {"q": "\x00\x01"},
        {"q": "😀"},
        {"q": "‮演習"},
        {"q": "<script>alert(1)</script>"},
        {"q": "演習", "sector": [f"x{n}" for n in range(200)]},
        {"q": "演習", "kind": ["'", "\x00", "guide"]},
        {"q": "演習", "lang": "zz"},
    ],
)
def test_odd_addresses_are_answered(client, filled, query):
    for path in ("/search/", "/en/search/", "/search/suggest/"):
        response = client.get(path, query)
        assert response.status_code == 200
        assert b"<script>alert" not in response.content


def test_only_reading_is_allowed(client):
    assert client.post("/search/").status_code == 405


def test_browsers_learn_how_to_search(client):
    response = client.get("/search/opensearch.xml")
    assert response["Content-Type"].startswith("application/opensearchdescription+xml")
    assert b"/search/?q={searchTerms}" in response.content


def test_scopes_come_from_the_rooms_that_know_roles(monkeypatch, django_user_model):
    monkeypatch.setattr(viewers, "_registered", [])
    viewers.register(lambda user: {COORDINATOR, "root"})
    assert viewers.scopes(AnonymousUser()) == {"public"}
    assert viewers.scopes(django_user_model(email="a@example.org")) == {"public", COORDINATOR}


def test_the_page_costs_at_most_six_queries(client, source, django_assert_max_num_queries):
    for number in range(30):
        source.add(f"d{number}", "演習の手引き")
        indexing.apply("fake", f"d{number}")
    client.get("/search/", {"q": "演習"})
    with django_assert_max_num_queries(2):  # beside two of the engine
        client.get("/search/", {"q": "演習"})


def test_places_in_the_words_are_offered_as_choices(client, source, monkeypatch):
    names = {"prefecture": {"fukuoka": "福岡県", "saga": "佐賀県", "kyoto": "京都府"}}
    monkeypatch.setattr(labels, "_labels", {"prefecture": lambda: names})
    labels.forget()
    source.add("a", "福岡の演習", prefectures=("fukuoka",))
    source.add("b", "演習と福岡", prefectures=("saga",))
    for pk in source.pks():
        indexing.apply("fake", pk)
    response = client.get("/search/", {"q": "福岡 京都 演習"})
    (offer,) = response.context["offers"]
    assert offer.label == "福岡県"
    narrowed = client.get("/search/" + offer.url)
    assert [card.hit.pk for card in narrowed.context["cards"]] == ["a"]
    assert [chip.label for chip in narrowed.context["chips"]] == ["福岡県"]
    assert narrowed.context["offers"] == []
    labels.forget()
