"""The embedded index when the process is killed at one statement, as by a power cut."""

import os
import random
import shutil
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from search import indexing
from search.engines import embedded_schema
from search.engines.embedded import EmbeddedEngine
from search.engines.store import FileStore

from .embedded_index import filled, found, opened, tables

Work = Callable[[EmbeddedEngine], object]


@pytest.fixture
def path(tmp_path) -> Path:
    return tmp_path / "search.sqlite3"


class Killed:
    """Counts statements and ends the process at one of them, as a power cut would."""

    def __init__(self, at: int) -> None:
        self.left = at

    def __call__(self, _sql: str) -> None:
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


def watched(path: Path, tell: Callable[[str], None]) -> FileStore:
    store = FileStore(path)
    store._connection().set_trace_callback(tell)
    return store


def killed(path: Path, work: Work, step: int) -> bool:
    """Do ``work`` in a process that is killed at statement ``step``; whether it was."""
    child = os.fork()
    if not child:
        try:
            work(EmbeddedEngine(watched(path, Killed(step)), width=8))
        finally:
            os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def steps(path: Path, work: Work, *, number: int) -> list[int]:
    """Some of the statements of ``work``, which is done on a copy."""
    copy = path.with_name("copy.sqlite3")
    shutil.copy(path, copy)
    told: list[str] = []
    store = watched(copy, told.append)
    work(EmbeddedEngine(store, width=8))
    store.close()
    return sorted(random.Random(5).sample(range(1, len(told)), number))


def change(engine: EmbeddedEngine) -> None:
    for pk in ("d0", "d9", "gone", "new"):
        indexing.apply("fake", pk, engine=engine)


def rebuild(engine: EmbeddedEngine) -> None:
    indexing.rebuild(engine=engine)


def test_a_kill_while_writing_leaves_an_index_that_can_be_mended(path, source, monkeypatch):
    with opened(path, monkeypatch) as engine:
        names = filled(source, engine, 15)
        source.add("gone", "演習の手引き")
        indexing.apply("fake", "gone", engine=engine)
    del source.documents["gone"]
    for pk in ("d0", "d9", "new"):
        source.add(pk, "保険の手引き")
    for step in steps(path, change, number=12):
        copy = path.with_name(f"killed{step}.sqlite3")
        shutil.copy(path, copy)
        assert killed(copy, change, step)
        with opened(copy, monkeypatch) as engine:
            old, new = set(found("演習")), set(found("保険"))
            assert not old & new  # each document is in one whole state
            assert set(names) <= old | new
            indexing.verify(repair=True)
            assert indexing.verify(repair=False).wrong == []
            assert found("保険") == ["d0", "d9", "new"]
            assert len(found("演習")) == 13


def test_a_kill_while_rebuilding_leaves_the_old_index(path, source, monkeypatch):
    with opened(path, monkeypatch) as engine:
        names = filled(source, engine)
    for step in steps(path, rebuild, number=12):
        copy = path.with_name(f"killed{step}.sqlite3")
        shutil.copy(path, copy)
        assert killed(copy, rebuild, step)
        with opened(copy, monkeypatch) as engine:
            assert found("演習") == names
            source.add("d5", "保険の手引き")
            indexing.apply("fake", "d5")
            assert found("保険") == ["d5"]
            indexing.rebuild()
            assert not tables(engine, embedded_schema.NEXT) | tables(engine, embedded_schema.OLD)
            assert indexing.verify(repair=False).wrong == []
            assert found("保険") == ["d5"]
            assert len(found("演習")) == len(names) - 1
            source.add("d5", "演習の手引き")
