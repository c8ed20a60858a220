"""Words that become filters on the page: applied when they leave hits, and always taken back."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from portal.taxonomy import terms
from search import indexing, labels
from search.documents import MEMBERS
from search.engines import EngineUnavailable

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("engine")]


@pytest.fixture(autouse=True)
def places(monkeypatch):
    names = {"prefecture": {code: ja for code, ja, _en in terms.PREFECTURES}}
    names["prefecture"]["online"] = "オンライン"
    monkeypatch.setattr(labels, "_labels", {"prefecture": lambda: names})
    labels.forget()
    yield
    labels.forget()


def month(ahead: int) -> date:
    today = timezone.localdate()
    number = today.year * 12 + today.month - 1 + ahead
    return date(number // 12, number % 12 + 1, 15)


@pytest.fixture
def filled(source):
    soon, later = month(1), month(2)
    source.add(
        "kitakyushu", "守りの講演会 北九州", kind="event", prefectures=("fukuoka",), date=soon
    )
    source.add("hakata", "机上の催し", kind="event", prefectures=("fukuoka",), date=soon)
    source.add("saga", "鍵の管理", kind="event", prefectures=("saga",), date=soon)
    source.add("later", "あとの催し", kind="event", prefectures=("fukuoka",), date=later)
    source.add("web", "画面越しの催し", kind="event", prefectures=("online",), date=later)
    source.add("past", "前の催し", kind="event", prefectures=("saga",), date=month(-3))
    source.add("guide", "北九州のセミナーの開き方", "来月のための手引き。", date=month(-14))
    source.add("hidden", "秘密の催し", kind="event", date=soon, visibility=(MEMBERS,))
    for pk in source.pks():
        indexing.apply("fake", pk)
    return source


def shown(client, query: str, **params):
    response = client.get("/search/", {"q": query, **params})
    return response, [card.hit.pk for card in response.context["cards"]]


def labels_of(response) -> list[str]:
    return [chip.label for chip in response.context["chips"]]


def test_month_place_and_kind_become_chips_and_the_city_counts_for_the_order(client, filled):
    soon = month(1)
    response, found = shown(client, f"{soon.month}月 北九州 セミナー")
    assert found == ["kitakyushu", "hakata"]
    assert labels_of(response) == [f"{soon.year}年{soon.month}月", "福岡県", "イベント"]


def test_removing_a_chip_searches_its_word(client, filled):
    response, found = shown(client, "来月 北九州 セミナー")
    assert found == ["kitakyushu", "hakata"]
    kind = response.context["chips"][2]
    without = client.get("/search/" + kind.url)
    assert without.context["selection"].plain == ("セミナー",)
    assert "イベント" not in labels_of(without)
    # The word now finds what says so, of whatever kind, and is offered as a filter again.
    assert "guide" in [card.hit.pk for card in without.context["cards"]]
    again = without
    while again.context["chips"]:
        again = client.get("/search/" + again.context["chips"][0].url)
    assert "guide" in [card.hit.pk for card in again.context["cards"]]


def test_a_condition_that_leaves_nothing_stays_a_word(client, filled):
    # No guide has a place: the kind is kept, the place is a word.
    response, found = shown(client, "北九州 手引き")
    assert labels_of(response) == ["ガイド"]
    assert found == ["guide"]
    # Nothing happens next year in two years' time: all are words, and found as such.
    response, found = shown(client, "2099年5月 セミナー")
    assert labels_of(response) == ["イベント"]
    assert found


def test_a_month_that_has_passed_is_meant_when_nothing_is_to_come(client, filled):
    past = month(-3)
    response, found = shown(client, f"{past.month}月のイベント")
    assert found == ["past"]
    assert labels_of(response)[0] == f"{past.year}年{past.month}月"


def test_online_is_a_place(client, filled):
    response, found = shown(client, "オンライン セミナー")
    assert found == ["web"]
    assert labels_of(response) == ["オンライン", "イベント"]


def test_words_beside_conditions_must_still_be_found(client, filled):
    _, found = shown(client, "来月のイベント 鍵")
    assert found == ["saga"]
    # Where the other words find nothing among the events, no condition is kept.
    _, found = shown(client, "来月のイベント 開き方")
    assert found[0] == "guide"


def test_conditions_show_nothing_hidden(client, filled):
    for query in ("来月 イベント", "イベント", "来月のイベント 秘密"):
        assert "hidden" not in shown(client, query)[1]


def test_a_word_alone_is_all_of_its_kind(client, filled):
    response, found = shown(client, "イベント")
    assert set(found) == {"kitakyushu", "hakata", "saga", "later", "web", "past"}
    assert response.context["found"].total == 6


def test_the_form_of_facets_takes_over_what_words_said(client, filled):
    response, _ = shown(client, "来月 セミナー")
    page = response.content.decode()
    assert 'name="decided" value="kind"' in page
    assert 'name="kind" value="event" checked' in page
    # Sent as it stands, the same is found; with another choice, that one.
    same, found = shown(client, "来月 セミナー", decided="kind", kind="event")
    assert set(found) == {"kitakyushu", "hakata", "saga"}
    assert labels_of(same).count("イベント") == 1
    unticked, found = shown(client, "来月 セミナー", decided="kind")
    assert "イベント" not in labels_of(unticked)


def test_a_place_without_certainty_is_offered(client, filled):
    response, _ = shown(client, "北九州 守り")
    assert labels_of(response) == []
    assert [chip.label for chip in response.context["offers"]] == ["福岡県"]


def test_dates_are_a_facet_with_counts(client, filled):
    response, _ = shown(client, "催し")
    (when,) = [facet for facet in response.context["facets"] if facet.name == "when"]
    counts = {choice.value: choice.count for choice in when.choices}
    assert counts == {"coming": 5, "year": 1}
    response, found = shown(client, "催し", when="coming")
    assert response.context["found"].total == len(found) == 5
    assert "past" not in found
    assert labels_of(response)[-1] == "これから"
    (when,) = [facet for facet in response.context["facets"] if facet.name == "when"]
    assert {choice.value: choice.count for choice in when.choices} == counts
    (kind,) = [facet for facet in response.context["facets"] if facet.name == "kind"]
    assert {choice.value: choice.count for choice in kind.choices} == {"event": 5}
    assert len(shown(client, "催し", when="nonsense")[1]) == 6


def test_orders_by_date(client, source):
    today = timezone.localdate()
    for pk, days in {"old": -400, "past": -3, "next": 2, "far": 90}.items():
        source.add(pk, "演習の日", kind="event", date=today + timedelta(days))
    source.add("undated", "演習の日", date=None)
    for pk in source.pks():
        indexing.apply("fake", pk)
    assert shown(client, "演習 日", order="newest")[1] == ["far", "next", "past", "old", "undated"]
    assert shown(client, "演習 日", order="soonest")[1] == [
        "next",
        "far",
        "past",
        "old",
        "undated",
    ]
    assert len(shown(client, "演習 日", order="nonsense")[1]) == 5


def test_pages_in_an_order_by_date_do_not_overlap(client, source):
    for number in range(25):
        source.add(f"d{number:02}", "演習の手引き", date=date(2026, 1, 1 + number % 5))
        indexing.apply("fake", f"d{number:02}")
    seen = [pk for page in (1, 2, 3) for pk in shown(client, "演習", order="newest", page=page)[1]]
    assert len(seen) == len(set(seen)) == 25
    assert len(shown(client, "演習", order="newest", page=9)[1]) == 5


def test_a_stopped_engine_still_reads_conditions(client, filled, engine, monkeypatch):
    def down(*_args, **_options):
        raise EngineUnavailable("down")

    monkeypatch.setattr(engine, "search", down)
    response, found = shown(client, "来月 北九州 セミナー")
    assert set(found) == {"kitakyushu", "hakata"}
    assert labels_of(response)[1:] == ["福岡県", "イベント"]
    assert shown(client, "催し", when="coming")[1].count("past") == 0
    assert shown(client, "北九州 手引き")[1] == ["guide"]
