"""What the rooms hold about a person: each registers how to hand it out and how to erase it."""

from collections.abc import Callable
from typing import Any

Export = Callable[[Any], Any]
Erase = Callable[[Any], None]
_exports: dict[str, Export] = {}
_erasers: dict[str, Erase] = {}


def register(name: str, *, export: Export, erase: Erase) -> None:
    """Add a room's part; ValueError if the name is taken.

    Args:
        name: the key in the exported file.
        export: takes the user, returns lists, dicts and plain values.
        erase: takes the user, drops or anonymises; runs inside a transaction.
    """
    if name in _exports:
        raise ValueError(f"Personal data {name!r} is registered already.")
    _exports[name] = export
    _erasers[name] = erase


def exports() -> dict[str, Export]:
    """All exporters by name."""
    return dict(_exports)


def erasers() -> dict[str, Erase]:
    """All erasers in the order of registration: rooms further left first, the account last."""
    return dict(_erasers)
