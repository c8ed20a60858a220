"""Did you mean: from the vocabulary and from titles."""

import pytest

from search import api, indexing, title_words
from search.documents import MEMBERS

pytestmark = pytest.mark.usefixtures("engine")


@pytest.fixture
def filled(source):
    title_words.forget()
    source.add("a", "工場長のための点検簿")
    source.add("b", "ブラックアウト訓練 佐賀")
    source.add("c", "Kyushu Firewall Handbook", language="en")
    source.add("m", "極秘プロジェクト", visibility=(MEMBERS,))
    for pk in source.pks():
        indexing.apply("fake", pk)
    yield source
    title_words.forget()


def suggestion(text: str, **options) -> str:
    options.setdefault("language", "ja")
    return api.search(text, **options).suggestion


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("ブラックアウド", "ブラックアウト"),
        ("ブラックアウ", "ブラックアウト"),
        ("工場の ブラックアウド", "工場の ブラックアウト"),
        ("点研簿", "点検簿"),
        ("てんけんぼ", "点検簿"),
        ("tenkenbo", "点検簿"),
        ("burakkuauto", "ブラックアウト"),
    ],
)
def test_words_of_titles_are_suggested(filled, text, meant):
    assert suggestion(text) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("rannsamu", "ランサム"),
        ("ransomuwea", "ランサムウェア"),
        ("ransamuwea", "ランサムウェア"),
        ("bakkuappu", "バックアップ"),
        ("sekyuriti seminaa", "セキュリティ セミナー"),
        ("らんさむうえあ", "ランサムウェア"),
        ("ランサムウア 対策", "ランサムウェア 対策"),
    ],
)
def test_romaji_kana_and_slips_are_put_right_from_the_vocabulary(filled, text, meant):
    assert suggestion(text) == meant


@pytest.mark.parametrize(
    "text",
    ["点検簿", "ブラックアウト", "handbook", "極秘プロジエクツ", "ん", "訓練 佐賀", "😀😀😀😀"],
)
def test_what_is_right_or_secret_is_not_corrected(filled, text):
    assert suggestion(text) == ""


def test_titles_of_the_language_of_the_page(filled):
    assert suggestion("firewal", language="en") == "Firewall"
    assert suggestion("firewal") == ""


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("會社の圖面", "会社の図面"),
        ("髙﨑工業", "高崎工業"),
        ("デヴァイス", "デバイス"),
        ("ヴァーチャル", "バーチャル"),
        ("ウィルス", "ウイルス"),
        ("ﾌｧｲｱｳｫｰﾙ", "ファイアウォール"),
        ("サーバ", "サーバー"),
        ("ＥＤＲ", "EDR"),
        ("policies", "policy"),
        ("emails", "email"),
    ],
)
def test_two_ways_of_writing_find_each_other(source, written, meant):
    source.add("a", f"{meant}のこと")
    source.add("b", "ほかのもの")
    for pk in source.pks():
        indexing.apply("fake", pk)
    assert [hit.pk for hit in api.search(written, language="ja").hits] == ["a"]
    source.add("a", f"{written}のこと")
    indexing.apply("fake", "a")
    assert [hit.pk for hit in api.search(meant, language="ja").hits] == ["a"]


def test_a_question_of_twenty_words_finds_what_it_is_about(source):
    source.add("a", "バックアップを戻す練習", "控えから元に戻す手順です。")
    source.add("b", "名刺の整理")
    for pk in source.pks():
        indexing.apply("fake", pk)
    question = (
        "うちの会社では 毎日 夜に バックアップを 取っているつもりですが 本当に 元に 戻せるのか "
        "誰も 試したことが なくて 心配なので クヮルツォスの やり方と 順番を 教えて ください"
    )
    hits = api.search(question, language="ja").hits
    assert hits[0].pk == "a"
