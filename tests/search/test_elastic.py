"""What only the Elasticsearch engine does: versions, aliases, failure."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from elasticsearch import Elasticsearch

from search import api, indexing
from search.engines import EngineUnavailable
from search.engines.elastic import ElasticEngine


@pytest.fixture
def engine(elastic_client, monkeypatch):
    made = ElasticEngine(elastic_client, "test", refresh=True)
    monkeypatch.setattr("search.api.get_engine", lambda: made)
    monkeypatch.setattr("search.indexing.get_engine", lambda: made)
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


def test_an_index_of_another_version_degrades(engine, source, elastic_client):
    elastic_client.indices.create(
        index="test-old", mappings={"properties": {"title": {"type": "text"}}}
    )
    elastic_client.indices.put_alias(index="test-old", name="test")
    elastic_client.index(index="test-old", id="x", document={"title": "演習"}, refresh=True)
    source.add("a", "演習の手引き")
    for text in ("演習", "演", "exercise"):
        results = api.search(text, language="ja")
        assert all(hit.pk == "a" for hit in results.hits)
    assert api.suggest("演習", language="ja") == []


@pytest.fixture
def nonsense():
    """A web server that answers everything with JSON of its own."""

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            body = b'{"hits": 7, "aggregations": null, "docs": [{"found": true}]}'
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("X-Elastic-Product", "Elasticsearch")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = do_PUT = do_HEAD = answer

        def log_message(self, *_args: object) -> None:
            """Nothing to be said."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_a_server_that_answers_nonsense_is_told(source, nonsense, monkeypatch):
    client = Elasticsearch(nonsense, max_retries=0, request_timeout=5)
    engine = ElasticEngine(client, "test")
    monkeypatch.setattr("search.api.get_engine", lambda: engine)
    source.add("a", "演習の手引き")
    results = api.search("演習", language="ja")
    assert results.notice == api.Notice.DEGRADED
    assert [hit.pk for hit in results.hits] == ["a"]
    assert api.suggest("演習", language="ja") == []
    client.close()
