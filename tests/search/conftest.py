"""Engines and a source of documents for the tests of search."""

from collections.abc import Iterator

import pytest

from search import labels, sources
from search.engines import embedded
from search.engines.store import FileStore

from .fake import FakeSource


@pytest.fixture(autouse=True)
def no_labels(monkeypatch) -> None:
    """Names of sectors and the like come from other rooms' tables: not asked for here."""
    monkeypatch.setattr(labels, "_labels", {})


@pytest.fixture
def source() -> Iterator[FakeSource]:
    """A registered source without documents."""
    fake = FakeSource()
    sources.register(fake)
    yield fake
    sources.unregister(fake.name)


@pytest.fixture
def engine(tmp_path, monkeypatch) -> Iterator[embedded.EmbeddedEngine]:
    """An empty engine that ``search.api`` and ``search.indexing`` use."""
    store = FileStore(tmp_path / "search.sqlite3")
    made = embedded.EmbeddedEngine(store)
    monkeypatch.setattr("search.api.get_engine", lambda: made)
    monkeypatch.setattr("search.indexing.get_engine", lambda: made)
    yield made
    store.close()
