import threading

import pytest

from search import analysis


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("ランサムウエア", "ランサムウェア"),
        ("ウィルス", "ウイルス"),
        ("ＥＤＲ", "edr"),
        ("サーバ", "サーバー"),
        ("問合せ", "問い合わせ"),
        ("漏えい", "漏洩"),
        ("ﾊﾟｽﾜｰﾄﾞ", "パスワード"),
        ("backups", "バックアップ"),
    ],
)
def test_spellings_of_one_word_meet(left, right):
    assert analysis.norms(left) == analysis.norms(right) != ()


def test_offsets_point_into_the_text():
    text = "まず、ﾗﾝｻﾑｳｴｱから会社を守る。"
    for token in analysis.tokens(text):
        assert text[token.start : token.end].strip()
    assert [text[t.start : t.end] for t in analysis.tokens(text)][1] == "ﾗﾝｻﾑｳｴｱ"


def test_long_text_is_analysed_in_pieces_with_the_right_offsets():
    text = "対策を進めます。" * 6000 + "机上演習"
    last = analysis.tokens(text)[-1]
    assert text[last.end - 2 : last.end] == "演習"


@pytest.mark.parametrize(
    "odd", ["", "\x00\x01", "\ud800", "😀🔒", "。。。", "‮abc", "ー" * 500, "𠮷野家"]
)
def test_odd_text_is_no_error(odd):
    for token in analysis.tokens(odd):
        assert token.norm.isalnum()


def test_each_thread_has_its_tokenizer():
    results: list[tuple[str, ...]] = []

    def work() -> None:
        for _ in range(50):
            results.append(analysis.norms("取引先から確認票が届いた"))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == 200
    assert len(set(results)) == 1
