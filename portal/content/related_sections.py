"""What rooms further left add to pages of this one: each registers in ``ready()``.

Places: ``home.events``, ``community.events``, ``community.numbers``, ``guide.next``.
A function gets the template context (``page``, ``request``) and gives safe HTML,
empty when it has nothing to say; it costs a constant number of queries.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.safestring import SafeString

PLACES = ("home.events", "community.events", "community.numbers", "guide.next")
Render = Callable[[Mapping[str, Any]], SafeString]
_sections: dict[str, dict[str, Render]] = {place: {} for place in PLACES}


def register(place: str, name: str, render: Render) -> None:
    """Add a section at ``place``.

    Raises:
        ValueError: there is no such place, or ``name`` is taken there.
    """
    if place not in _sections:
        raise ValueError(f"No place {place!r} for a section; known: {', '.join(PLACES)}.")
    if name in _sections[place]:
        raise ValueError(f"Section {name!r} is registered at {place!r} already.")
    _sections[place][name] = render


def at(place: str) -> list[Render]:
    """The sections at ``place`` in the order of registration."""
    return list(_sections[place].values())
