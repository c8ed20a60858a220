"""What waits for a decision, as the staff home shows it: rooms register in ``ready()``."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Waiting:
    """Some things of one kind that wait: how many, since when, where to decide."""

    label: Any
    count: int
    url: str
    oldest: datetime | None = None


Look = Callable[[Any], list[Waiting]]
_looks: dict[str, Look] = {}


def register(name: str, look: Look) -> None:
    """Add ``look``: from a user to what waits for that user, in few queries.

    Raises:
        ValueError: ``name`` is taken.
    """
    if name in _looks:
        raise ValueError(f"The staff home has {name!r} already.")
    _looks[name] = look


def waiting_for(user: Any) -> list[Waiting]:
    """All that waits for ``user``, the oldest first; what counts nothing is left out."""
    return counting(one for look in _looks.values() for one in look(user))


def counting(items: Iterable[Waiting]) -> list[Waiting]:
    """Those of ``items`` that count anything, the oldest first."""
    found = [one for one in items if one.count]
    return sorted(found, key=lambda one: (one.oldest is None, one.oldest or 0))
