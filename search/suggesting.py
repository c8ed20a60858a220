"""Words that many people search for, offered while someone types and on the start page.

The app that counts queries registers; it gives nothing that only few people typed, so
that no name or number of a person is ever offered.
"""

from collections.abc import Callable, Iterable

from . import folding

# From what is being typed (folded; empty: anything) and the language of the page, the
# most popular first; costs one query at most.
Popular = Callable[[str, str], Iterable[str]]
_providers: list[Popular] = []


def register_popular(provider: Popular) -> None:
    """Ask ``provider`` for popular queries.

    Raises:
        ValueError: it is registered already.
    """
    if provider in _providers:
        raise ValueError("This provider is registered already.")
    _providers.append(provider)


def popular(typed: str, *, language: str, limit: int) -> list[str]:
    """Popular queries that hold ``typed``, however its kana are written; each once."""
    folded = folding.fold(typed)
    found: dict[str, str] = {}
    for provider in _providers:
        for query in provider(folded, language):
            key = folding.fold(query)
            if key and folded in key:
                found.setdefault(key, query)
    return list(found.values())[:limit]
