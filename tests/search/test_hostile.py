"""Whatever is typed or stands in an address: a clear answer, no 500, no HTML of the sender."""

import json
import xml.etree.ElementTree as ET

import pytest

from search import indexing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("engine")]

TEXTS = [
    "",
    "   ",
    "あ" * 10_000,
    "a " * 5_000,
    "の は が を",
    "the of and",
    "AND OR NOT",
    "- -- −",
    '"',
    '"演習',
    '""""',
    "「」『』",
    "(((((",
    ")]}",
    "title:/a.*b/ +x -y ~2 ^3 {1 TO 2} [* TO *]",
    "/(a+)+$/",
    "* ? \\",
    "演習* NEAR(演習 手引き, 2)",
    "'; DROP TABLE search_entry; --",
    "1' OR '1'='1",
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7*7 }} {% url %}",
    "%00%0a",
    "\x00演習\x00",
    "\ufffe\uffff\ufdd0",
    "😀🔒👩‍👩‍👧",
    "\u202e演習\u202c",
    "a\u0300" * 400,
    "3月 " * 200,
    "99999999999999年99月 13月 2/30 0000/00/00",
    "${jndi:ldap://x}",
    "..%2f..%2fetc/passwd",
]
ADDRESSES = [
    {"sector": [f"x{n}" for n in range(200)]},
    {"kind": ["'", "\x00", "guide", "<b>"]},
    {"plain": ["演習"] * 200},
    {"plain": ["<script>alert(1)</script>", "\x00", "あ" * 9_999]},
    {"decided": ["kind", "nonsense", "<b>"]},
    {"when": "2026-13-45"},
    {"when": ["coming", "older"], "order": "soonest"},
    {"order": "'; --"},
    {"page": str(10**9)},
    {"page": "1" * 5_000},
    {"page": "-1"},
    {"page": "１２"},
    {"page": "NaN"},
    {"lang": "zz"},
    {"format": "opensearch"},
    {"format": "<b>"},
    {"q": ["演習", "保険"]},
]
PATHS = ["/search/", "/en/search/", "/search/suggest/", "/search/feed/", "/en/search/feed/"]


@pytest.fixture
def filled(source):
    source.add("a", "演習の <b>手引き</b> & \ufffe", "工場で\x0b演習をします。")
    for pk in source.pks():
        indexing.apply("fake", pk)
    return source


def is_answered(client, path: str, query: dict) -> None:
    response = client.get(path, query)
    body = response.content.decode()
    assert response.status_code == 200
    assert "<script>alert" not in body
    assert "<img src=x" not in body
    if path.endswith("feed/"):
        assert ET.fromstring(body).tag == "{http://www.w3.org/2005/Atom}feed"
    if path.endswith("suggest/"):
        json.loads(body)


@pytest.mark.parametrize("text", TEXTS)
def test_every_text_is_answered(client, filled, text):
    for path in PATHS:
        is_answered(client, path, {"q": text})
    is_answered(client, "/search/suggest/", {"q": text, "format": "opensearch"})


@pytest.mark.parametrize("query", ADDRESSES)
def test_every_address_is_answered(client, filled, query):
    for path in PATHS:
        is_answered(client, path, {"q": "演習", **query})
        is_answered(client, path, query)


def test_bytes_that_are_no_text_are_answered(client, filled):
    for path in PATHS:
        assert client.get(f"{path}?q=%ff%fe%80&kind=%c3%28&page=%e3").status_code == 200


def test_long_texts_are_told_to_be_cut(client, filled):
    assert "はじめの300文字" in client.get("/search/", {"q": "演" * 301}).content.decode()


def test_only_reading_is_allowed(client):
    for path in PATHS:
        assert client.post(path).status_code == 405
    assert client.get("/search/opened/").status_code == 405
