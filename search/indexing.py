"""Keeping the index like the database: one document, everything, and checking."""

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from . import entries, sources
from .documents import Document
from .engines import Engine, get_engine

BATCH = 100
Progress = Callable[[int], None]


def _version() -> int:
    """A number that rises with time; taken before the document is read.

    A worker that read an older state therefore can never overwrite a newer one.
    """
    return time.time_ns() // 1000


def is_transactional() -> bool:
    """Whether ``apply`` may run inside the transaction of the change."""
    return get_engine().transactional


def apply(source: str, pk: object, *, engine: Engine | None = None) -> None:
    """Make the index agree with the database about one document.

    A source that is no longer registered, and a document that is gone, are dropped.

    Raises:
        EngineUnavailable: try again later.
    """
    engine = engine or get_engine()
    version = _version()
    try:
        document = sources.get(source).document(pk)
    except KeyError:
        document = None
    if document is None:
        engine.delete([(source, str(pk))], version=version)
    else:
        engine.write([entries.analyse(document)], version=version)


def _batches(pks: Iterable[object]) -> Iterator[list[object]]:
    iterator = iter(pks)
    while batch := list(islice(iterator, BATCH)):
        yield batch


def rebuild(*, engine: Engine | None = None, progress: Progress | None = None) -> int:
    """Fill an index beside the one that is read; it takes over at once when it is complete.

    A change that is indexed meanwhile goes to both, carries a newer version and wins.
    Returns the number of documents.
    """
    with (engine or get_engine()).replacement() as target:
        done = 0
        names = {source.name for source in sources.registered()}
        for source in sources.registered():
            seen: set[str] = set()
            for batch in _batches(source.pks()):
                version = _version()
                documents = [d for pk in batch if (d := source.document(pk)) is not None]
                analysed = [entries.analyse(document) for document in documents]
                target.write(analysed, version=version)
                seen.update(document.pk for document in documents)
                done += len(documents)
                if progress:
                    progress(done)
            _drop_unknown(target, source.name, seen)
        for name in target.names():
            if name not in names:
                _drop_unknown(target, name, set())
    return done


def renew(*, progress: Progress | None = None) -> int | None:
    """Rebuild an index that another version or vocabulary made; None if there is no need.

    Raises:
        EngineUnavailable: the engine does not answer.
    """
    engine = get_engine()
    return rebuild(engine=engine, progress=progress) if engine.outdated() else None


def _drop_unknown(engine: Engine, source: str, seen: set[str]) -> None:
    """Ask the source again about what the run did not meet: it may have come meanwhile."""
    for pk, _ in list(engine.digests(source)):
        if pk not in seen:
            apply(source, pk, engine=engine)


@dataclass
class Report:
    """What ``verify`` found, as (source, pk)."""

    missing: list[tuple[str, str]] = field(default_factory=list)
    changed: list[tuple[str, str]] = field(default_factory=list)
    surplus: list[tuple[str, str]] = field(default_factory=list)
    checked: int = 0

    @property
    def wrong(self) -> list[tuple[str, str]]:
        """Everything that differs."""
        return [*self.missing, *self.changed, *self.surplus]


def verify(*, repair: bool, engine: Engine | None = None) -> Report:
    """Compare every document with the index and, with ``repair``, put it right.

    An index that another version made, or another vocabulary, is built anew first.
    """
    engine = engine or get_engine()
    if repair and engine.outdated():
        rebuild(engine=engine)
    report = Report()
    names = {source.name for source in sources.registered()}
    for source in sources.registered():
        indexed = dict(engine.digests(source.name))
        for pk in source.pks():
            document: Document | None = source.document(pk)
            if document is None:
                continue
            report.checked += 1
            known = indexed.pop(document.pk, None)
            if known is None:
                report.missing.append((source.name, document.pk))
            elif known != entries.digest(document):
                report.changed.append((source.name, document.pk))
        report.surplus += [(source.name, pk) for pk in indexed]
    for name in engine.names():
        if name not in names:
            report.surplus += [(name, pk) for pk, _ in engine.digests(name)]
    if repair:
        for source_name, pk in report.wrong:
            apply(source_name, pk, engine=engine)
    return report
