"""The embedded index remembers its last state: never past what anybody has written since."""

import pytest

from search import entries, query
from search.engines.embedded import EmbeddedEngine
from search.engines.store import FileStore
from search.plan import Filters

from .fake import FakeSource


@pytest.fixture
def two(tmp_path):
    """Two engines on one file, as two processes have."""
    stores = [FileStore(tmp_path / "search.sqlite3") for _number in range(2)]
    yield [EmbeddedEngine(store, width=8) for store in stores]
    for store in stores:
        store.close()


def total(engine, text):
    plans = query.plans(text, Filters(scopes=frozenset({"public"})))
    return engine.search(plans, offset=0, limit=10).total


def write(engine, source, *pks, title="演習"):
    for pk in pks:
        source.add(pk, title)
    engine.write(
        [entries.analyse(source.document(pk)) for pk in pks], version=len(source.documents)
    )


def test_what_another_process_writes_is_found_at_once(two, source: FakeSource):
    reader, writer = two
    write(writer, source, "a")
    assert (total(reader, "演習"), total(reader, "保険")) == (1, 0)
    write(writer, source, "b")
    assert total(reader, "演習") == 2
    write(writer, source, "c", title="保険")  # for words that had no hit before
    assert total(reader, "保険") == 1
    write(writer, source, *(f"d{number}" for number in range(9)))  # and when a block is sealed
    assert total(reader, "演習") == 11
    writer.delete([("fake", "a")], version=99)
    assert total(reader, "演習") == 10


def test_an_index_that_is_gone_or_made_anew_is_noticed(two, source: FakeSource):
    reader, writer = two
    write(writer, source, "a")
    assert total(reader, "演習") == 1
    writer.clear()
    assert total(reader, "演習") == 0
    write(writer, source, "b", "c")
    assert total(reader, "演習") == 2
    with writer.replacement() as target:
        write(target, source, "d")
    assert total(reader, "演習") == 1
