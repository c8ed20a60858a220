"""My page shows what the rooms further left have to say: each registers a panel."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Item:
    """One thing on my page.

    ``when`` sorts; ``happens`` tells a date to come to (today first) from the time of the
    last change; ``urgent`` asks for a decision.
    """

    title: str
    url: str
    meta: str = ""
    status: str = ""
    when: datetime | None = None
    urgent: bool = False
    happens: bool = True


@dataclass(frozen=True)
class Panel:
    """One section of my page; ``items(user)`` must cost a constant number of queries."""

    name: str
    title: Any
    items: Callable[[Any], list[Item]]
    empty_text: Any = ""
    action_label: Any = ""
    action_url_name: str = ""


_panels: dict[str, Panel] = {}


def register(panel: Panel) -> None:
    """Add a section to my page; ValueError if its name is taken."""
    if panel.name in _panels:
        raise ValueError(f"My page has a panel {panel.name!r} already.")
    _panels[panel.name] = panel


def panels() -> list[Panel]:
    """All sections in the order of registration."""
    return list(_panels.values())
