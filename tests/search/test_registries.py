"""What other apps add to search: who hears, what is on top, popular words, parts of the page."""

import pytest
from django.utils.html import format_html

from search import indexing, observers, promotions, slots, suggesting
from search.documents import MEMBERS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("engine")]


@pytest.fixture(autouse=True)
def nobody_registered(monkeypatch):
    for module, name in (
        (observers, "_answered"),
        (observers, "_opened"),
        (promotions, "_providers"),
        (suggesting, "_providers"),
    ):
        monkeypatch.setattr(module, name, [])
    monkeypatch.setattr(slots, "_slots", {place: {} for place in slots.PLACES})


@pytest.fixture
def filled(source):
    source.add("a", "演習の手引き")
    source.add("b", "演習の催し", kind="event")
    source.add("e", "Exercise", language="en")
    source.add("m", "会員の知らせ", visibility=(MEMBERS,))
    source.add("z", "まず読むもの", "初めての方へ。")
    for pk in source.pks():
        indexing.apply("fake", pk)
    return source


def test_observers_hear_what_was_answered_and_nothing_of_the_person(client, filled):
    heard = []
    observers.register_answered(heard.append)
    client.get("/search/", {"q": "　演習　ＢＣＰ ", "kind": "event"})
    client.get("/search/")
    (answered,) = heard
    assert (answered.text, answered.language, answered.total) == ("演習 bcp", "ja", 1)
    assert answered.page == 1
    assert answered.address.endswith("&kind=event")
    client.get("/search/", {"q": "ランサムウア"})
    assert "suggestion" in heard[1].notices
    assert heard[0].key != heard[1].key


def test_an_observer_that_fails_does_not_spoil_the_page(client, filled, caplog):
    def broken(_answered):
        raise RuntimeError("no room for the log")

    observers.register_answered(broken)
    assert client.get("/search/", {"q": "演習"}).status_code == 200
    assert "an observer of search failed" in caplog.text


def test_opened_results_are_told_by_number(client, filled):
    opened = []
    assert b"data-opened" not in client.get("/search/", {"q": "演習"}).content
    observers.register_opened(opened.append)
    page = client.get("/search/", {"q": "演習"})
    assert f'data-key="{page.context["key"]}"' in page.content.decode()
    assert 'data-position="2"' in page.content.decode()
    told = {"key": page.context["key"], "position": "2"}
    assert client.post("/search/opened/", told).status_code == 204
    assert opened == [observers.Opened(page.context["key"], 2)]


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"key": "abc"},
        {"key": "abc", "position": "-1"},
        {"key": "abc", "position": "１"},
        {"key": "abc", "position": "9" * 40},
        {"key": "", "position": "1"},
        {"key": "a" * 500, "position": "1"},
        {"key": "<b>", "position": "1"},
        {"key": "\x00", "position": "1"},
    ],
)
def test_odd_tellings_are_refused(client, told):
    opened = []
    observers.register_opened(opened.append)
    assert client.post("/search/opened/", told).status_code == 400
    assert opened == []


def test_promoted_results_stand_on_top_once_and_are_marked(client, filled):
    asked = []

    def provide(text, language, scopes):
        asked.append((text, language, scopes))
        return [
            promotions.Promotion("fake", "z", "はじめての方に"),
            promotions.Promotion("fake", "b"),
            promotions.Promotion("fake", "z"),
        ]

    promotions.register(provide)
    response = client.get("/search/", {"q": "演習"})
    assert asked == [("演習", "ja", frozenset({"public"}))]
    assert [card.hit.pk for card in response.context["promoted"]] == ["z", "b"]
    assert [card.hit.pk for card in response.context["cards"]] == ["a"]
    assert "おすすめ" in response.content.decode()
    assert "はじめての方に" in response.content.decode()
    # Also where the words themselves find nothing.
    assert "まず読むもの" in client.get("/search/", {"q": "ぺんぎん"}).content.decode()
    narrowed = client.get("/search/", {"q": "演習", "kind": "event"})
    assert narrowed.context["promoted"] == []


@pytest.mark.parametrize("pk", ["e", "m", "gone"])
def test_what_may_not_be_seen_is_not_promoted(client, filled, pk):
    promotions.register(lambda *_: [promotions.Promotion("fake", pk)])
    assert client.get("/search/", {"q": "演習"}).context["promoted"] == []


def test_what_became_hidden_is_not_promoted(client, filled):
    promotions.register(lambda *_: [promotions.Promotion("fake", "z")])
    filled.hidden.add("z")
    assert client.get("/search/", {"q": "演習"}).context["promoted"] == []


def test_popular_queries_are_offered_while_typing(client, filled):
    suggesting.register_popular(lambda typed, language: ["えんしゅう 工場", "演習 福岡", "保険"])
    answer = client.get("/search/suggest/", {"q": "演習"}).json()["suggestions"]
    assert answer[0] == {"text": "演習 福岡", "url": "", "kind": ""}
    assert [item["text"] for item in answer[1:]] == ["演習の催し", "演習の手引き"]
    assert "保険" in client.get("/search/").content.decode()


def test_parts_of_other_apps_stand_under_the_results(client, filled):
    slots.register(
        "below",
        "save",
        lambda request, question: format_html(
            "<p>{} {} {}</p>", question.text, question.total, question.address
        ),
    )
    page = client.get("/search/", {"q": "<b> 演習", "kind": "event"}).content.decode()
    assert "<p>&lt;b&gt; 演習 1 ?q=" in page
    assert "&lt;b&gt;" not in client.get("/search/").content.decode()


def test_nothing_is_registered_twice():
    def render(*_):
        return ""

    for register in (
        observers.register_answered,
        observers.register_opened,
        promotions.register,
        suggesting.register_popular,
    ):
        register(render)
        with pytest.raises(ValueError, match="registered already"):
            register(render)
    slots.register("below", "save", render)
    with pytest.raises(ValueError, match="registered"):
        slots.register("below", "save", render)
    with pytest.raises(ValueError, match="No place"):
        slots.register("above", "save", render)
