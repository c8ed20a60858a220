"""What is like a document: relevant, visible, cheap, and silent when the engine is down."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from search import api, indexing
from search.documents import MEMBERS
from search.engines import EngineUnavailable

pytestmark = pytest.mark.usefixtures("engine")


@pytest.fixture
def filled(source):
    today = timezone.localdate()
    source.add("a", "バックアップを戻す練習", "控えから戻す手順です。")
    source.add("b", "バックアップの取り方")
    source.add("c", "バックアップの勉強会", kind="event", date=today + timedelta(5))
    source.add("p", "バックアップの説明会", kind="event", date=today - timedelta(5))
    source.add("x", "名刺の整理")
    source.add("e", "バックアップ in English", language="en")
    source.add("m", "バックアップの秘密", visibility=(MEMBERS,))
    for number in range(20):
        source.add(f"other{number}", f"会議室の鍵 {number}", "戻す練習をします。")
    for pk in source.pks():
        indexing.apply("fake", pk)
    return source


def related(**options) -> list[str]:
    options = {"title": "バックアップを戻す練習", "language": "ja", **options}
    return [one.pk for one in api.related("fake", "a", **options)]


def test_documents_like_this_one_without_itself(filled):
    assert set(related()) == {"b", "c", "p"}
    assert set(related(until_their_date=["event"])) == {"b", "c"}
    assert set(related(leave_out={("fake", "b")})) == {"c", "p"}
    assert len(related(limit=1)) == 1


def test_what_became_hidden_is_not_shown_though_it_was_kept(filled):
    assert "b" in related()
    filled.hidden.add("b")
    assert "b" not in related()


def test_a_changed_title_is_looked_up_anew(filled):
    assert "b" in related()
    assert related(title="名刺") == ["x"]


def test_a_title_without_words_has_nothing_related(filled):
    assert related(title="。、") == []
    assert related(title="\x00<b>") == []


def test_a_stopped_engine_shows_nothing_and_is_asked_again(filled, engine, monkeypatch):
    def down(*_args, **_options):
        raise EngineUnavailable("down")

    with monkeypatch.context() as stopped:
        stopped.setattr(engine, "search", down)
        assert related() == []
    assert related() != []


def test_a_second_reader_asks_the_engine_nothing(filled, engine, monkeypatch):
    first = related()

    def unexpected(*_args, **_options):
        raise AssertionError("asked again")

    monkeypatch.setattr(engine, "search", unexpected)
    monkeypatch.setattr(engine, "load", unexpected)
    assert related() == first
    cache.clear()
    with pytest.raises(AssertionError):
        related()
