"""What keyboards and manners make of a query."""

import pytest

from search import query, typed


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("サ-バ- 更新", "サーバー 更新"),
        ("チャ—ジバック", "チャージバック"),
        ("サ一バ一 一台", "サーバー 一台"),
        ("semina- Fukuoka", "セミナー Fukuoka"),
        ("sa-ba-", "サーバー"),
        # Nothing else is touched.
        ("サーバ一台", "サーバ一台"),
        ("セミナー-A", "セミナー-A"),
        ("e-mail wi-fi self-check 2026-03-01", "e-mail wi-fi self-check 2026-03-01"),
        ("-- - a- ー", "-- - a- ー"),
    ],
)
def test_long_marks_are_read_however_they_are_struck(text, meant):
    assert typed.meant(text) == meant


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("机上演習について教えてください。", "机上演習"),
        ("BCPの作り方を詳しく知りたいのですが", "BCPの作り方"),
        ("フィッシングの件を教えてほしいです?", "フィッシング"),
        ("らんさむうぇあ?", "らんさむうぇあ"),
        ("教えてください", "教えてください"),
        ("業者が教えてくれない", "業者が教えてくれない"),
        ("新人に教えたい", "新人に教えたい"),
    ],
)
def test_words_of_asking_at_the_end_are_left_out_if_anything_remains(text, left):
    assert typed.without_asking(text) == left


def test_a_dash_after_a_blank_still_excludes():
    parsed = query.parse("ランサムウェア -サ-バ- について教えて")
    assert parsed.excluded == [("サーバー",)]
    assert parsed.text == "ランサムウェア"
