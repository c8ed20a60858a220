"""What only the Elasticsearch engine does: versions, aliases, failure."""

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
