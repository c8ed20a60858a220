"""How long personal data is kept: rooms register a period and the function that purges."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

Purge = Callable[[datetime], int]


@dataclass(frozen=True)
class Rule:
    """Data older than ``period`` is dropped by ``purge(cutoff)``, which says how much it was."""

    name: str
    period: timedelta
    purge: Purge
    words: Any = ""


_rules: dict[str, Rule] = {}


def register(name: str, period: timedelta, purge: Purge, *, words: Any = "") -> None:
    """Add a rule; ``words`` tell people what is kept. ValueError if the name is taken."""
    if name in _rules:
        raise ValueError(f"Retention rule {name!r} is registered already.")
    _rules[name] = Rule(name=name, period=period, purge=purge, words=words)


def rules() -> list[Rule]:
    """All rules in the order of registration."""
    return list(_rules.values())
