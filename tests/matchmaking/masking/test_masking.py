"""Personal data and secrets: found and hidden however they are written."""

import re
import time
import unicodedata

import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaking import privacy_check
from matchmaking.searchable import NeedSource, SeedSource
from portal.accounts.models import Organization

from .. import factories

WIDE = {chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)}
KANJI = dict(zip("0123456789", "〇一二三四五六七八九", strict=True))
HYPHENS = "-‐‑–—−ー－"
NUMBERS = {
    "phone": ["092-123-4567", "090-1234-5678", "0120-123-456", "0800-123-4567"],
    "corporate_number": ["4-0000-1209-0001"],
    "card": ["4111-1111-1111-1111"],
}


def wide(text: str) -> str:
    return "".join(WIDE.get(char, char) for char in text)


@st.composite
def written_numbers(draw):
    """A number in any width, parted by any hyphen, spaces, brackets or nothing."""
    kind = draw(st.sampled_from(sorted(NUMBERS)))
    plain = draw(st.sampled_from(NUMBERS[kind]))
    parts = st.sampled_from([*HYPHENS, " ", "　", " - ", "の", ".", ""])
    text = "".join(draw(parts) if char == "-" else char for char in plain)
    style = draw(st.sampled_from(["plain", "wide", "kanji", "apart"]))
    if style == "wide":
        text = wide(text)
    elif style == "kanji":
        text = "".join(KANJI.get(char, char) for char in text)
    elif style == "apart":
        text = " ".join(re.sub(r"\D", "", plain))
    return kind, re.sub(r"\D", "", plain), text


def figures(text: str) -> str:
    back = {kanji: digit for digit, kanji in KANJI.items()}
    return "".join(
        char
        for char in unicodedata.normalize("NFKC", "".join(back.get(c, c) for c in text))
        if char.isdigit()
    )


@settings(max_examples=50, deadline=None)
@given(
    written_numbers(),
    st.sampled_from(["ご連絡は", "社員は30名。", "Please call ", "件名 "]),
    st.sampled_from(["まで。", " (office hours)", "\n以上", ""]),
)
def test_no_number_leaks_however_it_is_written(number, before, after):
    kind, digits, text = number
    shown = privacy_check.mask(f"{before}{text}{after}")
    assert digits not in figures(shown)
    assert figures(shown) == figures(before)
    assert kind in [finding.kind for finding in privacy_check.find(f"{before}{text}{after}")]


@settings(max_examples=50, deadline=None)
@given(
    st.sampled_from(
        [
            "taro.yamada@example.co.jp",
            "info@example.jp",
            "AKIAIOSFODNN7EXAMPLE",
            "パスワードはHimitsu-2026",
            "password: hunter2!",
            "https://meet.example.jp/j/9?pwd=a1b2c3",
            "https://files.example.jp/s/9f8e7d6c5b4a39281706f5e4",
        ]
    ),
    st.booleans(),
    st.sampled_from(["件名: ", "Reach us: ", "お願い　"]),
    st.sampled_from(["\n続き", " thanks", "　です"]),
)
def test_no_address_or_secret_leaks_in_either_width(secret, is_wide, before, after):
    value = re.sub(r"^(パスワードは|password: )", "", secret)
    text = before + (wide(secret) if is_wide else secret) + after
    assert value not in unicodedata.normalize("NFKC", privacy_check.mask(text))
    assert after.strip() in privacy_check.mask(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("担当の山田です", "担当の●●●です"),
        ("担当の山田をお訪ねください", "担当の●●●をお訪ねください"),
        ("担当者：鈴木 一郎", "担当者：●●●"),
        ("担当は総務の佐藤まで", "担当は総務の●●●まで"),
        ("髙橋様と森さんが来ました", "●●●様と●●●さんが来ました"),
        ("Mr. Yamada asked", "Mr. ●●● asked"),
        ("Contact: Taro Sato please", "Contact: ●●● please"),
        ("t a r o @ e x a m p l e . j p です", "●●● です"),
        ("taro (at) example.com", "●●●"),
        ("内線 12345", "内線 ●●●"),
        ("口座番号 1234567", "口座番号 ●●●"),
        ("個人番号 123456789018", "個人番号 ●●●"),
        ("+81 92 123 4567", "●●●"),
        ("T4000012090001", "T●●●"),
    ],
)
def test_what_is_hidden_and_what_stays(text, shown):
    assert privacy_check.mask(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "お客様、皆様、取引先様、患者様の様子を仕様にまとめました。",
        "担当の仕事が多く、担当者の負担が重い。担当は工場長で、担当は一人です。",
        "魚屋さんとお母さんが見ています。",
        "担当者向けの改善票を、受注担当が出合いやすい手口と、担当者は実践の章を開きます。",
        "The password is shared and in the same way weak.",
        "192.168.10.20のサーバーを2026-11-22 10:00に止めます。",
        "手引き https://example.jp/guides/backup/ を読みました。",
    ],
)
def test_plain_words_are_left_alone(text):
    assert privacy_check.find(text) == []


def test_long_odd_texts_cost_little():
    for text in ("1-" * 2000, "a" * 4000, "a1" * 2000, "http://" + "a1" * 1990, "担当" * 2000):
        begun = time.perf_counter()
        privacy_check.mask(text)
        assert time.perf_counter() - begun < 2.0


def test_the_places_are_given_in_order():
    pieces = privacy_check.pieces("電話は０９２-123-4567、<b>様")
    assert [(piece.text, bool(piece.label)) for piece in pieces] == [
        ("電話は", False),
        ("092-123-4567", True),
        ("、<b>様", False),
    ]


@pytest.mark.django_db
def test_nothing_shows_in_list_detail_index_search_or_preview(client):
    secret, title = "092-123-4567", "電話092-123-4567の山田様の件"
    need = factories.need(title=title, body=f"連絡は{secret}の担当の山田まで。")
    seed = factories.seed(title=f"支援 {title}", body=need.body, evidence=need.body)
    for prefix in ("", "/en"):
        pages = [
            f"{prefix}/matching/",
            f"{prefix}/matching/needs/",
            f"{prefix}/matching/seeds/",
            f"{prefix}/matching/needs/{need.pk}/",
            f"{prefix}/matching/seeds/{seed.pk}/",
        ]
        for page in pages:
            html = client.get(page).content.decode()
            assert secret not in html, page
            assert "山田" not in html, page
            assert "●●●" in html, page
    for document in (NeedSource().document(need.pk), SeedSource().document(seed.pk)):
        assert secret not in f"{document.title}{document.body}{document.summary}"


@pytest.mark.django_db
def test_the_writer_sees_the_places_and_sends_with_one_button(client):
    company = factories.organization()
    client.force_login(factories.member(company))
    data = {
        "organization": company.pk,
        "title": "担当の山田です",
        "body": "電話は092-123-4567です。",
        "sector": "manufacturing",
        "prefecture": "saga",
        "urgency": "quarter",
        "budget_band": "low",
        "visibility": "public_anonymous",
        "action": "submit",
    }
    address = reverse("matchmaking:need_new")
    warned = client.post(address, data).content.decode()
    assert '<mark title="電話番号">092-123-4567</mark>' in warned
    assert '<mark title="人のお名前">山田</mark>' in warned
    assert "伏せて送る" in warned
    del data["action"]
    sent = client.post(address, data | {"acknowledged": "on"})
    assert sent.status_code == 302
    need = Organization.objects.get(pk=company.pk).needs.get()
    assert need.body == "電話は092-123-4567です。"
    assert need.state == "submitted"


@pytest.mark.django_db
def test_the_coordinator_reads_the_words_with_the_places_marked(client):
    need = factories.need(state="submitted", title="山田様より", body="電話は092-123-4567です。")
    client.force_login(factories.staff("coordinator"))
    page = client.get(reverse("matchmaking_desk:need", args=[need.pk])).content.decode()
    assert '<mark title="電話番号">092-123-4567</mark>' in page
    assert '<mark title="人のお名前">山田</mark>' in page
