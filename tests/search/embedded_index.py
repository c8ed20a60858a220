"""An embedded index in a file of its own, used by everything, and what is found in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from search import api, indexing
from search.engines import embedded_schema
from search.engines.embedded import EmbeddedEngine
from search.engines.store import FileStore


@contextmanager
def opened(path: Path, monkeypatch) -> Iterator[EmbeddedEngine]:
    """An engine of its own on the file, used by everything."""
    store = FileStore(path)
    made = EmbeddedEngine(store, width=8)
    for user in ("api", "indexing", "health"):
        monkeypatch.setattr(f"search.{user}.get_engine", lambda: made)
    yield made
    store.close()


def found(text: str) -> list[str]:
    results = api.search(text, language="ja", size=50)
    assert results.notice == api.Notice.NONE
    return sorted(hit.pk for hit in results.hits)


def tables(engine: EmbeddedEngine, prefix: str) -> set[str]:
    return embedded_schema.existing(engine.store, prefix)


def filled(source, engine: EmbeddedEngine, count: int = 20) -> list[str]:
    for number in range(count):
        source.add(f"d{number}", "演習の手引き", body=f"本文{number}")
    indexing.rebuild(engine=engine)
    return sorted(source.documents)
