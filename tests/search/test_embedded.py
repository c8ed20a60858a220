"""What only the embedded engine does: blocks, swapped tables, another version's tables."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from search import api, indexing
from search.engines import EngineUnavailable, embedded_schema
from search.engines.embedded import EmbeddedEngine
from search.engines.store import FileStore
from search.health import check_search

from .embedded_index import filled, found, opened, tables


@pytest.fixture
def path(tmp_path) -> Path:
    return tmp_path / "search.sqlite3"


@pytest.fixture
def engine(path, monkeypatch) -> Iterator[EmbeddedEngine]:
    with opened(path, monkeypatch) as made:
        yield made


# Blocks


def test_edits_of_sealed_documents_are_found_as_they_are(engine, source):
    filled(source, engine)
    assert embedded_schema.state(engine.tables).sealed == 2
    source.add("d3", "保険の手引き")
    indexing.apply("fake", "d3")
    del source.documents["d4"]
    indexing.apply("fake", "d4")
    assert found("保険") == ["d3"]
    assert not {"d3", "d4"} & set(found("演習"))
    assert len(found("演習")) == 18


def test_a_number_that_a_rollback_gave_back_stands_for_the_new_document(engine, source):
    filled(source, engine, 3)
    for word, pk in (("保険", "x"), ("契約", "y")):
        with pytest.raises(RuntimeError), engine.store.atomic():
            source.add(pk, word)
            indexing.apply("fake", pk)
            assert found(word) == [pk]
            raise RuntimeError
    assert found("保険") == found("契約") == []
    indexing.apply("fake", "y")
    assert found("契約") == ["y"]


def test_three_words_in_a_row_are_not_three_pairs(engine, source):
    filled(source, engine, 8)
    source.add("apart", "契約", body="復旧契約。机上 復旧保険。契約保険机上 復旧契約復旧")
    source.add("whole", "契約", body="机上復旧契約")
    for pk in ("apart", "whole"):
        indexing.apply("fake", pk)
    assert found('"机上復旧契約"') == ["apart", "whole"]
    for number in range(8):
        source.add(f"later{number}", "演習")
        indexing.apply("fake", f"later{number}")
    assert embedded_schema.state(engine.tables).sealed == 2
    assert found('"机上復旧契約"') == ["apart", "whole"]
    assert found('"復旧契約机上"') == ["apart"]


def test_readers_at_once_lose_no_document_that_is_being_written(engine, source):
    def ask(_number: int) -> int:
        return api.search("演習", language="ja", size=50).total

    with ThreadPoolExecutor(4) as pool:
        totals = []
        for number in range(30):
            source.add(f"d{number}", "演習の手引き")
            asked = pool.map(ask, range(4))
            indexing.apply("fake", f"d{number}")
            totals += [(number, total) for total in asked]
        assert all(number <= total <= number + 1 for number, total in totals)
        assert list(pool.map(ask, range(8))) == [30] * 8


# Swapped tables


def test_a_change_during_a_rebuild_is_in_both(engine, source):
    names = filled(source, engine)
    with engine.replacement() as fresh:
        version = indexing._version()
        stale = [indexing.entries.analyse(source.document(pk)) for pk in names]
        source.add("d0", "保険の手引き")
        indexing.apply("fake", "d0")
        del source.documents["d1"]
        indexing.apply("fake", "d1")
        assert found("保険") == ["d0"]  # readers see the old tables with the change
        fresh.write(stale, version=version)
        assert len(found("演習")) == 18
    assert found("保険") == ["d0"]
    assert found("演習") == names[2:]
    assert not tables(engine, embedded_schema.NEXT) | tables(engine, embedded_schema.OLD)


def test_a_rebuild_that_fails_leaves_the_old_tables(engine, source):
    names = filled(source, engine)
    with pytest.raises(RuntimeError), engine.replacement():
        raise RuntimeError
    assert found("演習") == names
    assert not tables(engine, embedded_schema.NEXT)


def test_a_rebuild_that_was_overtaken_writes_no_more(engine, source):
    names = filled(source, engine)
    entry = indexing.entries.analyse(source.document("d0"))
    with pytest.raises(EngineUnavailable, match="another rebuild"), engine.replacement() as first:
        with engine.replacement():
            with pytest.raises(EngineUnavailable, match="another rebuild"):
                first.write([entry], version=indexing._version())
            indexing.verify(repair=True, engine=engine)
        indexing.rebuild(engine=engine)
    assert found("演習") == names


def test_a_reader_meets_the_swap_without_a_gap(path, source, monkeypatch):
    with opened(path, monkeypatch) as engine:
        names = filled(source, engine)
        reader = EmbeddedEngine(FileStore(path))
        monkeypatch.setattr("search.api.get_engine", lambda: reader)
        for _ in range(3):
            assert found("演習") == names
            indexing.rebuild(engine=engine)
        assert found("演習") == names
        reader.store.close()


# Another version


def test_tables_of_another_version_degrade_until_they_are_rebuilt(engine, source, caplog):
    engine.store.rows("CREATE TABLE search_entry (id INTEGER PRIMARY KEY, source TEXT, pk TEXT)")
    engine.store.rows("CREATE VIRTUAL TABLE search_text USING fts5(title)")
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
    assert found("演習") == ["a"]


def test_an_index_of_another_form_degrades_until_it_is_rebuilt(engine, source, monkeypatch):
    names = filled(source, engine)
    monkeypatch.setattr("search.entries.FORM", 99)
    assert api.search("演習", language="ja").notice == api.Notice.DEGRADED
    with pytest.raises(EngineUnavailable, match="rebuild_search"):
        check_search()
    indexing.rebuild()
    assert found("演習") == names


def test_an_index_of_another_vocabulary_answers_and_is_told_of(
    engine, source, monkeypatch, caplog
):
    names = filled(source, engine)
    monkeypatch.setattr("search.vocabulary.fingerprint", lambda: "another")
    assert found("演習") == names
    assert "manage.py rebuild_search" in caplog.text
    with pytest.raises(EngineUnavailable, match="rebuild_search"):
        check_search()
    indexing.verify(repair=True)
    check_search()
    assert indexing.verify(repair=False).wrong == []


def test_a_file_that_is_no_database_degrades(path, source, monkeypatch):
    path.write_bytes(b"no database " * 1000)
    with opened(path, monkeypatch):
        source.add("a", "演習の手引き")
        results = api.search("演習", language="ja")
        assert results.notice == api.Notice.DEGRADED
        assert [hit.pk for hit in results.hits] == ["a"]
