"""What a viewer may find; the room that knows roles registers how to tell."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Protocol, TypeVar

from . import sources
from .documents import PUBLIC, SCOPES

ScopesOf = Callable[[Any], Iterable[str]]
_registered: list[ScopesOf] = []


class Identified(Protocol):
    """Anything that stands for one document."""

    @property
    def source(self) -> str:
        """Name of its source."""

    @property
    def pk(self) -> str:
        """Its identity there."""


Item = TypeVar("Item", bound=Identified)


def register(scopes_of: ScopesOf) -> None:
    """Let ``scopes_of(user)`` add scopes for signed-in users.

    Raises:
        ValueError: it is registered already.
    """
    if scopes_of in _registered:
        raise ValueError("These scopes are registered already.")
    _registered.append(scopes_of)


def scopes(user: Any) -> frozenset[str]:
    """The scopes ``user`` holds; a visitor holds the public one."""
    held = {PUBLIC}
    if user is not None and user.is_authenticated:
        for scopes_of in _registered:
            held.update(scopes_of(user))
    return frozenset(held & set(SCOPES))


def still_visible(items: Sequence[Item], user: Any) -> list[Item]:
    """Those of ``items`` that their sources let ``user`` see at this moment.

    The engine has filtered by scope; this is the second look, at the database.
    """
    by_source: dict[str, list[str]] = {}
    for item in items:
        by_source.setdefault(item.source, []).append(item.pk)
    allowed: set[tuple[str, str]] = set()
    for name, pks in by_source.items():
        try:
            seen = sources.get(name).visible(pks, user)
        except KeyError:  # the room has been taken out, its documents not yet
            continue
        allowed.update((name, str(pk)) for pk in seen)
    return [item for item in items if (item.source, item.pk) in allowed]
