import html
import re

import pytest

from search import api, indexing
from search.documents import MEMBERS, PUBLIC
from search.engines import EngineUnavailable

pytestmark = pytest.mark.usefixtures("engine")


def index(source) -> None:
    for pk in source.pks():
        indexing.apply(source.name, pk)


def found(text: str, **options) -> list[str]:
    options.setdefault("language", "ja")
    return [hit.pk for hit in api.search(text, **options).hits]


def test_variants_of_spelling_find_each_other(source):
    source.add("a", "ランサムウェアに備える")
    index(source)
    for text in ("ランサムウエア", "らんさむうぇあ", "ﾗﾝｻﾑｳｪｱ", "ransomware", "ランサムウア"):
        assert found(text) == ["a"], text


def test_plan_and_abbreviation_find_each_other(source):
    source.add("plan", "事業継続力強化計画を作る")
    source.add("bcp", "はじめてのBCP")
    source.add("other", "パスワードの決め方")
    index(source)
    assert set(found("BCP")) == {"plan", "bcp"}
    assert found("BCP")[0] == "bcp"
    assert set(found("事業継続力強化計画")) == {"plan", "bcp"}


def test_words_of_two_characters_and_of_one_are_found(source):
    source.add("a", "工場の守り", "設備の網を分けます。")
    index(source)
    assert found("工場") == ["a"]
    assert found("網") == ["a"]


def test_one_unknown_word_does_not_empty_the_result(source):
    source.add("a", "机上演習の進め方")
    index(source)
    assert found("机上演習 クヮルツォス") == ["a"]


def test_title_counts_more_than_body(source):
    source.add("body", "会社の守り方", "机上演習もあります。")
    source.add("title", "机上演習の守り方", "会社で行います。")
    index(source)
    assert found("机上演習") == ["title", "body"]


def test_quoted_words_are_required_and_minus_excludes(source):
    source.add("a", "机上演習 福岡")
    source.add("b", "机上演習 長崎")
    index(source)
    assert found('演習 "福岡"') == ["a"]
    assert found("机上演習 -福岡") == ["b"]


def test_facets_count_and_filter(source):
    source.add("a", "演習の手引き", sectors=("medical",))
    source.add("b", "演習の催し", kind="event", sectors=("medical", "manufacturing"))
    source.add("c", "演習の道具", kind="tool")
    index(source)
    results = api.search("演習", language="ja")
    assert results.facets["kind"] == {"guide": 1, "event": 1, "tool": 1}
    assert results.facets["sector"] == {"medical": 2, "manufacturing": 1}
    chosen = api.search("演習", language="ja", filters={"kind": ["event"]})
    assert [hit.pk for hit in chosen.hits] == ["b"]
    assert chosen.total == 1
    assert chosen.facets["kind"]["guide"] == 1  # the other kinds stay to choose from
    assert chosen.facets["sector"] == {"medical": 1, "manufacturing": 1}


def test_what_the_viewer_may_not_see_is_neither_found_nor_counted(source):
    source.add("a", "演習の手引き")
    source.add("m", "会員の演習", visibility=(MEMBERS,))
    source.add("n", "誰にも見せない演習", visibility=())
    index(source)
    assert found("演習") == ["a"]
    results = api.search("演習", language="ja")
    assert results.total == 1
    assert sum(results.facets["kind"].values()) == 1
    assert set(found("演習", viewer_scopes=frozenset({PUBLIC, MEMBERS}))) == {"a", "m"}


def test_other_languages_are_counted_not_shown(source):
    source.add("a", "演習の手引き")
    source.add("e", "Tabletop 演習", language="en")
    index(source)
    results = api.search("演習", language="ja")
    assert [hit.pk for hit in results.hits] == ["a"]
    assert results.elsewhere == {"en": 1}


def test_marks_are_on_the_word_and_nothing_breaks_html(source):
    source.add("a", '<b>演習</b> & "机上"', "<script>alert(1)</script>ここで演習をします。")
    index(source)
    (hit,) = api.search("演習", language="ja").hits
    assert hit.title_html == "&lt;b&gt;<mark>演習</mark>&lt;/b&gt; &amp; &quot;机上&quot;"
    assert "<script>" not in hit.snippet_html
    assert "<mark>演習</mark>" in hit.snippet_html


def test_the_passage_shown_holds_the_words(source):
    source.add(
        "a",
        "長い手引き",
        "前置きです。" * 300 + "卓上の図で机上演習を行います。" + "後書きです。" * 300,
    )
    index(source)
    (hit,) = api.search("机上演習", language="ja").hits
    assert "<mark>机上演習</mark>" in hit.snippet_html
    text = html.unescape(re.sub(r"</?mark>", "", hit.snippet_html))
    assert len(text) < 130


def test_pages_do_not_overlap_and_together_hold_every_hit(source):
    for number in range(130):
        source.add(f"d{number}", "演習の手引き")
    index(source)
    seen = [pk for page in range(1, 14) for pk in found("演習", page=page)]
    assert len(seen) == len(set(seen)) == 130
    assert found("演習", page=10**9) == []


def test_changed_and_removed_documents_are_found_as_they_are_now(source):
    source.add("a", "演習の手引き")
    index(source)
    source.add("a", "保険の手引き")
    indexing.apply("fake", "a")
    assert found("演習") == []
    assert found("保険") == ["a"]
    del source.documents["a"]
    indexing.apply("fake", "a")
    assert found("保険") == []


def test_a_late_message_does_not_overwrite_a_newer_state(source, engine, monkeypatch):
    source.add("a", "新しい手引き")
    indexing.apply("fake", "a")
    source.add("a", "古い手引き")
    monkeypatch.setattr("search.indexing._version", lambda: 1)
    indexing.apply("fake", "a")
    assert [hit.title for hit in api.search("手引き", language="ja").hits] == ["新しい手引き"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "の は が",
        "あ" * 10_000,
        '"',
        '"演習',
        '演習" OR "',
        "AND OR NOT",
        "* OR NEAR(a b)",
        "title:演習 AND (",
        "/.*/",
        "-",
        "--",
        "-演習",
        "'; DROP TABLE search_entry; --",
        "<script>alert(1)</script>",
        "\x00演習\x00",
        "😀",
        "‮演習",
        "%s %d {0}",
        "\ud83d",
        "(" * 500,
        "a " * 3000,
    ],
)
def test_odd_queries_are_answered(source, text):
    source.add("a", "演習の手引き")
    index(source)
    results = api.search(text, language="ja", filters={"kind": ["x"] * 200, "nope": ["y"]})
    assert results.notice != api.Notice.DEGRADED
    assert results.hits == []


def test_a_stopped_engine_gives_a_plain_search_with_a_notice(source, engine, monkeypatch):
    def down(*_args, **_options):
        raise EngineUnavailable("down")

    source.add("a", "演習の手引き")
    source.add("m", "会員の演習", visibility=(MEMBERS,))
    monkeypatch.setattr(engine, "search", down)
    results = api.search("演習", language="ja")
    assert [hit.pk for hit in results.hits] == ["a"]
    assert results.notice == api.Notice.DEGRADED


def test_rebuild_and_verify_repair_the_index(source, engine):
    source.add("a", "演習の手引き")
    source.add("b", "保険の手引き")
    source.add("c", "復旧の手引き")
    index(source)
    source.add("a", "訓練の手引き")
    del source.documents["b"]
    source.add("d", "契約の手引き")
    report = indexing.verify(repair=False)
    assert report.changed == [("fake", "a")]
    assert report.surplus == [("fake", "b")]
    assert report.missing == [("fake", "d")]
    indexing.verify(repair=True)
    assert indexing.verify(repair=False).wrong == []
    engine.clear()
    assert indexing.rebuild() == 3
    assert indexing.verify(repair=False).wrong == []


def test_a_near_spelling_is_suggested(source):
    assert api.search("ランサムウア", language="ja").suggestion == "ランサムウェア"
    assert api.search("ランサムウェア", language="ja").suggestion == ""


@pytest.mark.parametrize(
    ("text", "meant"),
    [("きじょうえんしゅう", "机上演習"), ("らんさむうえあ", "ランサムウェア"), ("wifi", "")],
)
def test_kana_for_kanji_and_katakana_is_understood(source, text, meant):
    source.add("a", "机上演習とランサムウェアとWi-Fi")
    index(source)
    results = api.search(text, language="ja")
    assert [hit.pk for hit in results.hits] == ["a"]
    assert results.suggestion == meant


def test_lay_words_find_what_experts_call_otherwise(source):
    source.add("a", "脅迫文が出たときの最初の行動")
    source.add("b", "サイバー保険のしくみ")
    index(source)
    assert found("お金を払えという変な画面")[0] == "a"
    assert found("サイバー保険") == ["b"]
