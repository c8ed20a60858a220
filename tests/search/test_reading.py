"""Which words of a query are conditions, and which stay words."""

from datetime import date

import pytest

from portal.taxonomy import terms
from search import labels, reading
from search.query import normalized

TODAY = date(2026, 11, 28)


@pytest.fixture(autouse=True)
def words(source, monkeypatch):
    names = {"prefecture": {code: ja for code, ja, _en in terms.PREFECTURES}}
    names["prefecture"]["online"] = "オンライン"
    monkeypatch.setattr(labels, "_labels", {"prefecture": lambda: names})
    labels.forget()
    yield
    labels.forget()


def read(text: str, **options) -> tuple[str, list[str]]:
    """The words left and, of each condition, its word and what it asks for."""
    text = normalized(text)
    found = reading.conditions(text, today=TODAY, **options)
    said = [
        f"{one.word}={one.facet}:{one.periods[0].since if one.periods else '+'.join(one.values)}"
        for one in found
    ]
    return reading.rest(text, found), said


DAY, PLACE, KIND = "3月=day:2027-03-01", "北九州=prefecture:fukuoka", "セミナー=kind:event"


@pytest.mark.parametrize(
    "text",
    [
        "3月 北九州 セミナー",
        "３月　北九州　ｾﾐﾅｰ",
        "3月の北九州のセミナー",
        "3月北九州セミナー",
        "3月に北九州でセミナーはありますか？",
        "3月、北九州、セミナー",
        "3月 北九州 セミナー 情報",
    ],
)
def test_month_place_and_kind_however_they_are_bound(text):
    left, said = read(text)
    assert said == [DAY, PLACE, KIND]
    assert left in ("", "情報")


@pytest.mark.parametrize(
    ("text", "left", "said"),
    [
        ("セミナー", "", [KIND]),
        ("来月", "", ["来月=day:2026-12-01"]),
        ("福岡 セミナー", "", ["福岡=prefecture:fukuoka", KIND]),
        ("福岡県 セミナー", "", ["福岡県=prefecture:fukuoka", KIND]),
        ("熊本市のセミナー", "", ["熊本市=prefecture:kumamoto", KIND]),
        ("製造業のセミナー", "製造業", [KIND]),
        ("ランサムウェア 3月 セミナー", "ランサムウェア", [DAY, KIND]),
        ("ランサムウェアのセミナー 3月", "ランサムウェア", [KIND, DAY]),
        ("北九州 演習", "演習", [PLACE, "演習=kind:event"]),
        (
            "鹿児島 机上演習 オンライン",
            "机上演習",
            [
                "鹿児島=prefecture:kagoshima",
                "机上演習=kind:event",
                "オンライン=prefecture:online",
            ],
        ),
        ("バックアップ 手引き", "バックアップ", ["手引き=kind:guide"]),
        ("3月 オンライン", "", [DAY, "オンライン=prefecture:online"]),
        ("令和9年3月 相談会", "相談会", ["令和9年3月=day:2027-03-01", "相談会=kind:event"]),
        (
            "3/15 ワークショップ",
            "ワークショップ",
            ["3/15=day:2027-03-15", "ワークショップ=kind:event"],
        ),
        ("Seminar in March 2027", "in", ["Seminar=kind:event", "March 2027=day:2027-03-01"]),
        (
            "next month workshops",
            "workshops",
            ["next month=day:2026-12-01", "workshops=kind:event"],
        ),
        ("セミナー -福岡", "-福岡", [KIND]),
        ('"3月" セミナー', '"3月"', [KIND]),
    ],
)
def test_words_that_are_certain(text, left, said):
    assert read(text) == (left, said)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "福岡",
        "北九州 ランサムウェア",
        "オンライン バンキング",
        "演習",
        "机上演習の進め方",
        "3月 決算",
        "2026年 ランサムウェア 件数",
        "ガイドライン",
        "セミナールーム",
        "eventually",
        "ものづくり",
        "手引き セミナー",
        '"セミナー"',
        "-セミナー",
        "バックアップの手引きをどのように作ればよいか教えてほしいのですが、まず何から始めればよいですか",
        "福岡の工場がランサムウェアに感染したときはどこに連絡すればよいですか",
        "3月から4月",
    ],
)
def test_words_that_stay_words(text):
    assert read(text) == (normalized(text), [])


def test_all_of_kyushu_is_its_prefectures():
    _, (_, said) = read("セミナー 九州")
    assert said == ("九州=prefecture:fukuoka+saga+nagasaki+kumamoto+oita+miyazaki+kagoshima")


def test_what_is_taken_back_stays_a_word():
    assert read("3月 北九州 セミナー", plain=["3月"]) == ("3月", [PLACE, KIND])
    assert read("3月 北九州 セミナー", plain=["セミナー"]) == ("3月 北九州 セミナー", [])
    assert read("3月 北九州 セミナー", plain=["3月", "北九州", "セミナー"])[1] == []


def test_what_is_chosen_already_is_not_read_again():
    assert read("3月 北九州 手引き", given={"kind": ["event"]}) == ("手引き", [DAY, PLACE])
    assert read("3月 北九州 セミナー", given={"day": ["coming"]}) == ("3月", [PLACE, KIND])
    # The word of what is chosen says nothing more.
    assert read("3月 セミナー", given={"kind": ["event"]}) == ("", [DAY, KIND])


@pytest.mark.parametrize(
    "text", ["\0" * 20, "の" * 60, "3月" * 30, "3月 " * 100, "🎉3月🎉", "‮3月 セミナー", "İ 3月"]
)
def test_odd_text_is_no_error(text):
    read(text)
