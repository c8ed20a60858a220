"""Which rooms have something to be found; each registers its source in ``ready()``."""

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from .documents import Document


class Source(Protocol):
    """A family of documents of one room.

    ``name`` is its identity in the index; ``kinds`` maps each kind of its documents
    to a (lazy) label for people.
    """

    name: str
    kinds: Mapping[str, Any]

    def document(self, pk: Any) -> Document | None:
        """The document as it stands in the database, None if it must not be found."""

    def pks(self) -> Iterable[Any]:
        """Identities of all documents that may be found."""

    def visible(self, pks: Iterable[str], viewer: Any) -> set[str]:
        """Those of ``pks`` that ``viewer`` (a user or None) may see at this moment."""


_sources: dict[str, Source] = {}


def register(source: Source) -> None:
    """Make ``source`` searchable.

    Raises:
        ValueError: a source of that name is registered already.
    """
    if source.name in _sources:
        raise ValueError(f"Search source {source.name!r} is registered already.")
    _sources[source.name] = source


def unregister(name: str) -> None:
    """Forget the source ``name``; for tests that register their own."""
    _sources.pop(name, None)


def get(name: str) -> Source:
    """The source ``name``; KeyError if no room registered it."""
    return _sources[name]


def registered() -> list[Source]:
    """All sources, in the order of their names."""
    return [_sources[name] for name in sorted(_sources)]


def kind_labels() -> dict[str, Any]:
    """Label of every kind of every source."""
    return {kind: label for source in registered() for kind, label in source.kinds.items()}
