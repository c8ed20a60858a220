"""Vocabulary files: what they hold works, what is wrong is refused with its line."""

from pathlib import Path

import pytest

from search import analysis, vocabulary
from search.vocabulary import VocabularyError, compile, parsing


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("# note\nA, B\nC", 3, "二つ以上"),
        ("A,, B", 1, "空の語"),
        ("A => B", 1, "lay_terms"),
        ("A, ａ", 1, "二度"),
        ("A, ★", 1, "文字のない"),
        ("A, " + "あ" * 61, 1, "60文字"),
    ],
)
def test_a_wrong_line_of_synonyms_is_named(text, line, reason):
    with pytest.raises(VocabularyError, match=reason) as error:
        parsing.parse_synonyms(text)
    assert error.value.line == line
    assert str(error.value).startswith(f"synonyms.txt:{line}: ")


def test_wrong_lines_of_the_other_files_are_named():
    with pytest.raises(VocabularyError, match="=>"):
        parsing.parse_lay_terms("A, B")
    with pytest.raises(VocabularyError, match="一行に一語"):
        parsing.parse_words("a, b", "stop_words.txt")
    with pytest.raises(VocabularyError, match="分類:コード"):
        parsing.parse_label_words("event = イベント")
    with pytest.raises(VocabularyError, match="語,ヨミ"):
        compile.rows("お助け隊")
    with pytest.raises(VocabularyError, match="カタカナ"):
        compile.rows("お助け隊,おたすけたい")


def test_every_word_of_the_vocabulary_can_be_found():
    for group in vocabulary.synonyms():
        for word in group:
            assert analysis.norms(word), word
    for term in vocabulary.lay_terms():
        assert all(analysis.norms(word) for word in term.meant), term


def test_no_word_stands_in_two_groups():
    seen: dict[tuple[str, ...], tuple[str, ...]] = {}
    for group in vocabulary.synonyms():
        for norms in {analysis.norms(word) for word in group}:
            assert seen.setdefault(norms, group) == group, norms


def test_the_compiled_dictionary_is_that_of_its_source():
    assert compile.CHECKSUM.read_text().strip() == compile.checksum()
    words = [line.split(",")[0] for line in compile.SOURCE.read_text("utf-8").splitlines()]
    for word in words:
        if word and not word.startswith("#"):
            assert len(analysis.norms(word)) == 1, word


def test_files_are_where_the_documentation_says():
    folder = Path(vocabulary.__file__).parent
    for name in ("synonyms.txt", "lay_terms.txt", "stop_words.txt", "label_words.txt"):
        assert (folder / name).exists()
