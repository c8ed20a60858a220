"""Cutting an answer: what its writer wrote stays, history goes, in doubt all stays."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaking.thread.inbound.quoting import MARKER, cut

SAID = "承知しました。\n木曜の午後でお願いします。"
OLD = f"> {MARKER} この線より上に {MARKER}\n> \n> 前のメッセージです。\n"

CUT = {
    "gmail in Japanese": "2026年11月28日(土) 10:00 SECUNITY Portal <noreply@example.jp>:\n\n"
    + OLD,
    "gmail in English": "On Sat, 28 Nov 2026 at 10:00, SECUNITY Portal <n@example.jp> wrote:\n"
    + OLD,
    "gmail in English, wrapped": "On Sat, 28 Nov 2026 at 10:00, SECUNITY Portal <\nn@example.jp>"
    " wrote:\n\n" + OLD,
    "apple mail in Japanese": "> 2026/11/28 10:00、SECUNITY Portal <n@example.jp>のメール:\n"
    + OLD,
    "iphone in Japanese": "iPhoneから送信\n\n2026/11/28 10:00、S <n@example.jp>のメール:\n" + OLD,
    "thunderbird in Japanese": "On 2026/11/28 10:00, SECUNITY Portal wrote:\n" + OLD,
    "thunderbird, older": "(2026/11/28 10:00), SECUNITY Portal wrote:\n" + OLD,
    "becky": "2026年11月28日 10:00 SECUNITY Portalさんは書きました:\n" + OLD,
    "outlook in Japanese": "________________________________\n差出人: SECUNITY <n@example.jp>\n"
    "送信日時: 2026年11月28日 10:00\n宛先: a@example.jp\n件名: 紹介\n\n"
    f"{MARKER} この線より上に {MARKER}\n\n前のメッセージです。\n",
    "outlook in English": "From: SECUNITY <n@example.jp>\nSent: Saturday, 28 November 2026\n"
    "To: a@example.jp\nSubject: x\n\nold words\n",
    "outlook, plain": "-----Original Message-----\nFrom: SECUNITY\n\nold words\n",
    "outlook, plain, in Japanese": "-----元のメッセージ-----\n差出人: SECUNITY\n\n古い文\n",
    "the marker alone": f"{MARKER} この線より上に {MARKER}\n\n困った製作所\n古い文\n",
    "the marker, quoted": OLD,
    "a quotation at the end": "> 古い文\n> つづき\n",
    "a signature by the standard": "-- \n山田商店\nTEL 092-123-4567\n",
    "a Japanese signature": "━━━━━━━━━━━━\n山田商店 山田\nTEL: 092-123-4567\n━━━━━━━━━━━━\n",
    "a signature and history": "-- \n山田\n\n2026年11月28日(土) 10:00 S <n@example.jp>:\n" + OLD,
    "a phone": "iPhoneから送信\n",
    "a phone in English": "Sent from my iPhone\n",
    "outlook on a phone": "Outlook for iOS を入手\n",
    "Windows line ends": ("2026年11月28日(土) 10:00 S <n@example.jp>:\n\n" + OLD).replace(
        "\n", "\r\n"
    ),
}


@pytest.mark.parametrize("below", CUT.values(), ids=CUT.keys())
def test_what_stands_below_an_answer_is_cut(below):
    assert cut(f"{SAID}\n\n{below}") == SAID


WHOLE = {
    "answers between": "> 木曜はいかがですか。\nはい。\n> 場所は?\n弊社でお願いします。",
    "answers below": "2026年11月28日(土) 10:00 S <n@example.jp>:\n> 木曜は?\n\n大丈夫です。",
    "answers between, after words": "お返事です。\n\n2026年11月28日(土) 10:00 S <n@b.jp>:\n"
    "> 木曜は?\n大丈夫です。\n> 場所は?\n弊社で。",
    "only a quotation": "> 古い文\n> つづき",
    "words like an attribution": "2026年の予定は次のとおりです:\n・1月 訪問\n・2月 研修",
    "words like fields": "差出人: を確かめる方法を教えてください。\nメールの件名も見ています。",
    "a rule inside": "案1\n----------\n案2",
    "a list between rules": "予定です。\n----------\n1月 訪問\n2月 研修\n----------",
    "on, in English": "On Monday we can meet.\nWhat he wrote: nothing.",
    "nothing but a phone": "iPhoneから送信",
    "a quoted line first": "> 木曜は?\n大丈夫です。",
}


@pytest.mark.parametrize("text", WHOLE.values(), ids=WHOLE.keys())
def test_where_it_is_not_certain_all_stays(text):
    assert cut(text) == text


@given(st.text(alphabet="あ> -:\n=差出人On wrote", max_size=80))
@settings(max_examples=25, deadline=None)
def test_cutting_only_takes_from_the_end_and_never_all(text):
    left = cut(text)
    assert left in text.replace("\r\n", "\n").replace("\r", "\n")
    assert bool(left.strip()) == bool(text.strip())


@pytest.mark.parametrize(
    "line",
    ["On " + "x" * 5000, "2026年" + "a@" * 3000, ">" * 10000, "-" * 10000, "From: x\n" * 3000],
    ids=["attribution", "date", "quotation", "rule", "header"],
)
def test_it_is_quick_on_mails_made_to_be_slow(line):
    begun = time.process_time()
    assert cut("words\n" + (line + "\n") * 20).startswith("words")
    assert time.process_time() - begun < 5, "seconds of the processor, usually hundredths"
