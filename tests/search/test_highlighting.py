"""Marks and passages: never broken HTML, never lost text, the best place of a long page."""

import html
import re
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search import analysis, api, entries, highlighting, indexing

HOSTILE = st.text(
    alphabet=st.one_of(
        st.sampled_from(list("<>&\"'/;演習机上 手引きabc\n\x00\u202e")), st.characters()
    ),
    max_size=300,
)


@settings(max_examples=60, deadline=None)
@given(text=HOSTILE, words=st.lists(st.sampled_from(["演習", "手引き", "a", "<b>"]), max_size=3))
def test_marked_text_is_the_text_with_marks_and_nothing_else(text, words):
    tokens = analysis.tokens(text)
    phrases = [(found, 1.0) for word in words if (found := analysis.norms(word))]
    marks = highlighting.spans([t.norm for t in tokens], entries.pack(tokens), phrases)
    whole = highlighting.marked(text, marks)
    assert html.unescape(re.sub(r"</?mark>", "", whole)) == html.unescape(html.escape(text))
    assert re.findall(r"<[^>]*>", whole) == ["<mark>", "</mark>"] * len(marks)
    window, _ = highlighting.best_passage(text, marks)
    part = highlighting.marked(text, marks, window)
    assert set(re.findall(r"<[^>]*>", part)) <= {"<mark>", "</mark>"}
    assert part.count("<mark>") == part.count("</mark>")
    assert window[1] - window[0] <= highlighting.PASSAGE


@pytest.fixture
def long_guide(source, engine):
    source.add(
        "a",
        "控えの手引き",
        "前置きです。" * 300
        + "復元-テストの手順, すなわち夜の確認は、毎月はじめに行います。"
        + "後です。" * 300,
        summary="手順をまとめました。",
        url="/guides/backup/",
    )
    indexing.apply("fake", "a")
    return source


def test_the_passage_that_answers_is_shown_and_linked_to(long_guide):
    (hit,) = api.search("復元テスト 手順", language="ja").hits
    assert "<mark>手順</mark>" in hit.snippet_html
    assert "<mark>復元-テスト</mark>" in hit.snippet_html
    url, fragment = hit.passage_url.split("#:~:text=")
    assert url == "/guides/backup/"
    assert not set("-,&") & set(fragment)
    assert unquote(fragment) in long_guide.documents["a"].body


def test_a_summary_that_answers_as_well_is_preferred(long_guide):
    (hit,) = api.search("手順", language="ja").hits
    assert hit.snippet_html == "<mark>手順</mark>をまとめました。"
    assert hit.passage_url == ""
