"""What browsers and feed readers get: a feed of a query, a description, suggestions."""

import xml.etree.ElementTree as ET
from datetime import date

import pytest

from search import indexing
from search.documents import MEMBERS
from search.engines import EngineUnavailable

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("engine")]
ATOM = "{http://www.w3.org/2005/Atom}"
SEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"


@pytest.fixture
def filled(source):
    source.add("a", "演習 <b>の</b> & 手引き", "工場で演習を行います。", date=date(2026, 2, 1))
    source.add("b", "演習の催し", kind="event", date=date(2026, 5, 1))
    source.add("e", "Exercise", language="en")
    source.add("m", "会員の演習", visibility=(MEMBERS,))
    for pk in source.pks():
        indexing.apply("fake", pk)
    return source


def feed(client, path="/search/feed/", **query):
    return ET.fromstring(client.get(path, query).content)


def links(found) -> list[str]:
    return [entry.find(f"{ATOM}link").get("href") for entry in found.iter(f"{ATOM}entry")]


def test_a_feed_of_a_query_has_the_newest_first_and_nothing_hidden(client, filled):
    found = feed(client, q="演習")
    assert [link.rsplit("/", 2)[1] for link in links(found)] == ["b", "a"]
    entry = list(found.iter(f"{ATOM}entry"))[1]
    assert entry.find(f"{ATOM}title").text == "演習 <b>の</b> & 手引き"
    assert "mark" not in entry.find(f"{ATOM}summary").text
    assert found.find(f"{ATOM}updated").text.startswith("2026-05-01")
    assert links(feed(client, q="演習", kind="event")) == [links(found)[0]]


def test_english_has_a_feed_of_its_own(client, filled):
    found = feed(client, "/en/search/feed/", q="exercise")
    assert [link.rsplit("/", 2)[1] for link in links(found)] == ["e"]
    assert found.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"


def test_a_signed_in_reader_gets_the_same_public_feed(
    client, filled, django_user_model, monkeypatch
):
    monkeypatch.setattr("search.viewers._registered", [lambda user: {MEMBERS}])
    client.force_login(django_user_model.objects.create_user("m@example.org"))
    assert "会員の<mark>" in client.get("/search/", {"q": "演習"}).content.decode()
    assert len(links(feed(client, q="演習"))) == 2


def test_what_became_hidden_leaves_the_feed(client, filled):
    filled.hidden.add("b")
    assert [link.rsplit("/", 2)[1] for link in links(feed(client, q="演習"))] == ["a"]


def test_an_unchanged_feed_is_not_sent_again(client, filled):
    first = client.get("/search/feed/", {"q": "演習"})
    again = client.get("/search/feed/", {"q": "演習"}, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    filled.add("c", "新しい演習")
    indexing.apply("fake", "c")
    changed = client.get("/search/feed/", {"q": "演習"}, headers={"If-None-Match": first["ETag"]})
    assert changed.status_code == 200


def test_a_feed_without_an_engine_is_no_error(client, filled, engine, monkeypatch):
    def down(*_args, **_options):
        raise EngineUnavailable("down")

    monkeypatch.setattr(engine, "search", down)
    assert len(links(feed(client, q="演習"))) == 2


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_page_names_its_feed(client, filled, prefix):
    page = client.get(f"{prefix}/search/", {"q": "演習 & <b>"}).content.decode()
    assert f'href="{prefix}/search/feed/?q=%E6%BC%94%E7%BF%92+%26+%3Cb%3E"' in page


def test_browsers_learn_how_to_search_suggest_and_follow(client):
    found = ET.fromstring(client.get("/en/search/opensearch.xml").content)
    urls = {url.get("type"): url.get("template") for url in found.iter(f"{SEARCH}Url")}
    assert urls["text/html"].endswith("/en/search/?q={searchTerms}")
    assert urls["application/x-suggestions+json"].endswith("?format=opensearch&q={searchTerms}")
    assert urls["application/atom+xml"].endswith("/en/search/feed/?q={searchTerms}")
    assert found.find(f"{SEARCH}Language").text == "en"


def test_browsers_get_suggestions_in_their_form(client, filled):
    response = client.get("/search/suggest/", {"q": "演習の", "format": "opensearch"})
    assert response["Content-Type"].startswith("application/x-suggestions+json")
    typed, titles, kinds, urls = response.json()
    assert (typed, titles, kinds) == ("演習の", ["演習の催し"], ["イベント"])
    assert urls[0].endswith("/b/")
