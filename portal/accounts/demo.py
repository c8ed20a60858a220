"""Sample accounts and records of a demonstration: each room registers a loader in ``ready()``."""

from collections.abc import Callable
from typing import TextIO

Loader = Callable[[TextIO], None]
_loaders: dict[str, Loader] = {}


def register(name: str, loader: Loader) -> None:
    """Add an idempotent ``loader``; ValueError if ``name`` is taken."""
    if name in _loaders:
        raise ValueError(f"Loader {name!r} is registered already.")
    _loaders[name] = loader


def loaders() -> dict[str, Loader]:
    """All loaders by name, in the order of registration."""
    return dict(_loaders)
