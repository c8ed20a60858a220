"""What only the Elasticsearch engine does: versions, aliases, failure."""

import threading
import time
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from elasticsearch import Elasticsearch

from portal.delivery import handlers
from portal.delivery import indexing as delivery
from portal.delivery.models import OutboxMessage
from search import api, indexing
from search.engines import EngineUnavailable, elastic_watch
from search.engines.elastic import ElasticEngine
from search.health import check_search
from search.plan import Filters
from search.query import plans


@pytest.fixture
def engine(elastic_client, monkeypatch):
    made = ElasticEngine(elastic_client, "test", refresh=True)
    for user in ("api", "indexing", "health"):
        monkeypatch.setattr(f"search.{user}.get_engine", lambda: made)
    return made


def found(text: str) -> list[str]:
    return [hit.pk for hit in api.search(text, language="ja").hits]


def test_an_unknown_field_is_refused(engine, source, elastic_client):
    source.add("a", "演習")
    indexing.apply("fake", "a")
    with pytest.raises(Exception, match="strict"):
        elastic_client.index(index="test", id="x", document={"surprise": 1})


def test_a_change_during_a_rebuild_is_in_the_new_index(engine, source):
    source.add("a", "演習の手引き")
    source.add("b", "古い演習")
    indexing.rebuild()
    with engine.replacement() as fresh:
        version = indexing._version()
        stale = [source.document("a"), source.document("b")]
        source.add("b", "新しい保険")
        indexing.apply("fake", "b")
        del source.documents["a"]
        indexing.apply("fake", "a")
        assert found("保険") == ["b"]  # readers see the old index with the change
        fresh.write([indexing.entries.analyse(document) for document in stale], version=version)
    assert found("演習") == []
    assert found("保険") == ["b"]


def test_a_rebuild_that_fails_leaves_the_old_index(engine, source, elastic_client):
    source.add("a", "演習の手引き")
    indexing.rebuild()
    before = sorted(elastic_client.indices.get(index="test-*"))
    with pytest.raises(RuntimeError), engine.replacement():
        raise RuntimeError
    assert sorted(elastic_client.indices.get(index="test-*")) == before
    assert found("演習") == ["a"]


def test_one_index_remains_after_rebuilds(engine, source, elastic_client):
    source.add("a", "演習の手引き")
    indexing.rebuild()
    indexing.rebuild()
    assert len(elastic_client.indices.get(index="test-*")) == 1
    assert found("演習") == ["a"]


def test_a_server_that_is_gone_is_told(source, monkeypatch):
    client = Elasticsearch("http://127.0.0.1:9", max_retries=0, request_timeout=1)
    engine = ElasticEngine(client, "test")
    monkeypatch.setattr("search.api.get_engine", lambda: engine)
    source.add("a", "演習の手引き")
    results = api.search("演習", language="ja")
    assert results.notice == api.Notice.DEGRADED
    assert [hit.pk for hit in results.hits] == ["a"]
    with pytest.raises(EngineUnavailable):
        indexing.apply("fake", "a", engine=engine)
    client.close()


def test_an_index_of_another_version_degrades_until_it_is_rebuilt(
    engine, source, elastic_client, caplog
):
    elastic_client.indices.create(
        index="test-old",
        mappings={"properties": {"title": {"type": "text"}}},
        aliases={"test": {}, "test-targets": {}},
    )
    elastic_client.index(index="test-old", id="x", document={"title": "演習"}, refresh=True)
    source.add("a", "演習の手引き")
    results = api.search("演習", language="ja")
    assert results.notice == api.Notice.DEGRADED
    assert [hit.pk for hit in results.hits] == ["a"]
    assert "manage.py rebuild_search" in caplog.text
    assert api.suggest("演習", language="ja") == []
    with pytest.raises(EngineUnavailable, match="rebuild_search"):
        indexing.apply("fake", "a")
    with pytest.raises(EngineUnavailable, match="rebuild_search"):
        check_search()
    indexing.verify(repair=True)
    check_search()
    results = api.search("演習", language="ja")
    assert results.notice == api.Notice.NONE
    assert [hit.pk for hit in results.hits] == ["a"]
    assert list(elastic_client.indices.get(index="test-*")) != ["test-old"]


def test_an_index_of_another_vocabulary_answers_and_is_told_of(engine, source, monkeypatch):
    source.add("a", "演習の手引き")
    indexing.rebuild()
    monkeypatch.setattr("search.vocabulary.fingerprint", lambda: "another")
    assert "rebuild_search" in engine.outdated()
    assert found("演習") == ["a"]
    indexing.verify(repair=True)
    assert engine.outdated() == ""


def test_a_rebuild_that_was_overtaken_does_not_take_over(engine, source):
    source.add("a", "演習の手引き")
    with pytest.raises(EngineUnavailable, match="another rebuild"), engine.replacement():
        indexing.rebuild()
    assert found("演習") == ["a"]


class Answering(ThreadingHTTPServer):
    """A web server that answers everything with JSON of its own, if ever."""

    body = b"{}"
    open_door: threading.Event

    class Handler(BaseHTTPRequestHandler):
        server: "Answering"

        def answer(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            self.server.open_door.wait(30)
            with suppress(OSError):
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("X-Elastic-Product", "Elasticsearch")
                self.send_header("Content-Length", str(len(self.server.body)))
                self.end_headers()
                self.wfile.write(self.server.body)

        do_GET = do_POST = do_PUT = do_HEAD = answer

        def log_message(self, *_args: object) -> None:
            """Nothing to be said."""


@pytest.fixture
def answering():
    with Answering(("127.0.0.1", 0), Answering.Handler) as server:
        server.open_door = threading.Event()
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.open_door.set()
        server.shutdown()
        thread.join()


@pytest.fixture
def strange(answering, monkeypatch):
    """An engine that asks ``answering``."""
    client = Elasticsearch(
        f"http://127.0.0.1:{answering.server_port}", max_retries=0, request_timeout=0.3
    )
    made = ElasticEngine(client, "test")
    monkeypatch.setattr("search.api.get_engine", lambda: made)
    yield made
    client.close()


@pytest.mark.parametrize(
    "body",
    [
        b'{"hits": 7, "aggregations": null, "docs": [{"found": true}]}',
        b'{"test-1": {"mappings": {"_meta": 5}}}',
        b'{"test-1": []}',
        b"[1, 2]",
        b"null",
        b"<html>",
        b"",
    ],
)
def test_a_server_that_answers_nonsense_is_told(source, strange, answering, body):
    answering.body = body
    answering.open_door.set()
    source.add("a", "演習の手引き")
    results = api.search("演習", language="ja")
    assert results.notice == api.Notice.DEGRADED
    assert [hit.pk for hit in results.hits] == ["a"]
    assert api.suggest("演習", language="ja") == []
    with pytest.raises(EngineUnavailable):
        indexing.apply("fake", "a", engine=strange)


def test_only_the_first_waits_for_a_server_that_hangs(source, strange, monkeypatch):
    source.add("a", "演習の手引き")
    begun = time.monotonic()
    for _ in range(20):
        results = api.search("演習", language="ja")
        assert results.notice == api.Notice.DEGRADED
        assert [hit.pk for hit in results.hits] == ["a"]
        assert api.suggest("演習", language="ja") == []
    assert time.monotonic() - begun < 3
    monkeypatch.setattr(time, "monotonic", lambda: begun + elastic_watch.REST_SECONDS + 60)
    with pytest.raises(EngineUnavailable, match="imed out"):
        strange.search(plans("演習", Filters(scopes=frozenset({"public"}))), offset=0, limit=10)


@pytest.mark.django_db
def test_changes_made_while_the_engine_was_gone_are_found_afterwards(source, engine, monkeypatch):
    source.add("a", "演習の手引き")
    with monkeypatch.context() as patch:
        patch.setattr(engine, "client", Elasticsearch("http://127.0.0.1:9", max_retries=0))
        delivery.changed("fake", "a")
        message = OutboxMessage.objects.get()
        with pytest.raises(EngineUnavailable):
            handlers.handler_for(message.topic)(message.payload)
        engine.client.close()
    handlers.handler_for(message.topic)(message.payload)
    results = api.search("演習", language="ja")
    assert results.notice == api.Notice.NONE
    assert [hit.pk for hit in results.hits] == ["a"]
