"""Vocabulary files: what they hold works, what is wrong is refused with its line."""

from pathlib import Path

import pytest

from search import analysis, query, rules, vocabulary
from search.plan import Filters, Origin
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


def added(text: str) -> dict[str, Origin]:
    """What the vocabulary adds to ``text``, by its joined words."""
    plan = query.plan(text, Filters(scopes=frozenset({"public"})))
    return {
        "".join(phrase.tokens): phrase.origin
        for phrase in plan.phrases
        if phrase.origin not in (Origin.TERM, Origin.PART)
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("データが全部きれいに消えた", "バックアップ"),  # words between those of the rule
        ("消えたデータ", "バックアップ"),  # the other way round
        ("どうしよう", "相談窓口"),  # only stop words
        ("脆弱性しんだん", "脆弱性診断"),  # partly in hiragana
        ("ひょうてきがたメール", "標的型メール"),
        ("kojin jouhou", "個人情報"),  # romaji in two words
        ("じぎょうけいぞく", "事業継続"),
        ("いーでぃーあーる", "EDR"),  # letters by name: analysis leaves nothing of it
        ("イーディーアールとは", "EDR"),
        ("資料 びーしーぴー", "BCP"),
        ("sekyuriti", "セキュリティ"),  # romaji of the dictionary
        ("seminaa", "セミナー"),
        ("みやざき", "宮崎"),
        ("しーさーと", "CSIRT"),
        ("らんさむうぇあにやられた", "ランサムウェア"),  # more follows without a blank
    ],
)
def test_what_is_said_in_other_ways_is_understood(text, expected):
    assert "".join(analysis.norms(expected)) in added(text)


@pytest.mark.parametrize(
    ("text", "unexpected"),
    [
        ("データの置き方と、昨日の夜に変わった灯り", "バックアップ"),  # too far apart
        ("メールが届いた", "dmarc"),  # 届かない is meant
        ("部屋に入る", "不正アクセス"),  # 入られた is meant
        ("夕方の散歩", "バックアップ"),
        ("エー", "a"),
        ("いいですか", "edr"),
        ("工場とつながっている", "閉域網"),  # つながっていない is meant
    ],
)
def test_words_that_only_look_alike_are_no_lay_term(text, unexpected):
    assert unexpected not in added(text)


def test_what_is_denied_or_suffered_is_told_apart():
    assert "dmarc" in added("メールが届きません")
    assert "不正アクセス" in added("社内に入られてしまった")
    assert "dmarc" in added("メールが届いとらん")
    for tail in ("ない", "ません", "ていない", "ん", "とらんけど"):
        assert rules.turn_of(tail) == "denied"
    assert [rules.turn_of(tail) for tail in ("れた", "た", "", "んです", "んだ")] == [
        "suffered",
        *[""] * 4,
    ]


def test_one_rule_adds_only_so_much():
    """Each added phrase costs time at a hundred thousand documents."""
    for term in vocabulary.lay_terms():
        assert len(term.meant) <= 8, term
