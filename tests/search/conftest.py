"""Engines and a source of documents for the tests of search."""

from collections.abc import Iterator

import pytest

from search import labels, sources, vocabulary
from search.engines import Engine, elastic, embedded
from search.engines.store import FileStore
from tests.services.elastic import elastic_client, elastic_url  # noqa: F401

from .fake import FakeSource


@pytest.fixture(autouse=True)
def no_labels(monkeypatch) -> None:
    """Names of sectors and the like come from other rooms' tables: not asked for here."""
    monkeypatch.setattr(labels, "_labels", {})


@pytest.fixture(autouse=True)
def shipped_vocabulary(monkeypatch) -> None:
    """What staff add to the vocabulary is kept in another room's tables."""
    monkeypatch.setattr(vocabulary, "_process", vocabulary._Process())


@pytest.fixture
def source(monkeypatch) -> FakeSource:
    """The only registered source, without documents."""
    monkeypatch.setattr(sources, "_sources", {})
    fake = FakeSource()
    sources.register(fake)
    return fake


@pytest.fixture(params=["embedded", "elasticsearch"])
def engine(request, tmp_path, monkeypatch) -> Iterator[Engine]:
    """An empty engine that ``search.api`` and ``search.indexing`` use: each in turn."""
    made: Engine
    if request.param == "embedded":
        made = embedded.EmbeddedEngine(FileStore(tmp_path / "search.sqlite3"))
    else:
        client = request.getfixturevalue("elastic_client")
        made = elastic.ElasticEngine(client, "test", refresh=True)
    monkeypatch.setattr("search.api.get_engine", lambda: made)
    monkeypatch.setattr("search.indexing.get_engine", lambda: made)
    monkeypatch.setattr("search.related.get_engine", lambda: made)
    yield made
    if isinstance(made, embedded.EmbeddedEngine):
        made.store.close()
