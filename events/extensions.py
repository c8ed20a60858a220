"""What parts of the room further left add to its pages; each registers in ``ready()``.

A registration has a page for its applicant, an attendee has a personal page, a session has
a desk for staff. Joining, surveys, certificates and the like are known to neither.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.http import HttpRequest
from django.utils.safestring import SafeString

Render = Callable[[HttpRequest, Any], SafeString]
"""From the request and a registration (or an attendee) to HTML; empty when not concerned."""


@dataclass(frozen=True)
class Panel:
    """A section of a page; ``order`` sorts, lower first."""

    name: str
    order: int
    render: Render


@dataclass(frozen=True)
class DeskLink:
    """A way on from the desk of a session.

    ``url(session)`` leads there; ``allowed(user, event)`` is asked before it is shown;
    ``note(session)`` is a short count or state, empty when there is nothing to say.
    """

    name: str
    order: int
    label: Any
    url: Callable[[Any], str]
    allowed: Callable[[Any, Any], bool]
    note: Callable[[Any], str] = lambda _session: ""


Item = TypeVar("Item", Panel, DeskLink)


class Registry(Generic[Item]):
    """Named items in their order."""

    def __init__(self) -> None:
        self._items: dict[str, Item] = {}

    def register(self, item: Item) -> None:
        """Add ``item``; ValueError if its name is taken."""
        if item.name in self._items:
            raise ValueError(f"{item.name!r} is registered already.")
        self._items[item.name] = item

    def items(self) -> list[Item]:
        """All items, lower order first."""
        return sorted(self._items.values(), key=lambda item: (item.order, item.name))


registration_panels: Registry[Panel] = Registry()
"""Sections of the applicant's page of a registration."""

attendee_panels: Registry[Panel] = Registry()
"""Sections of the personal page of an attendee."""

desk_links: Registry[DeskLink] = Registry()
"""Ways on from the desk of a session in the Wagtail admin."""


def rendered(panels: Registry[Panel], request: HttpRequest, subject: Any) -> list[SafeString]:
    """What ``panels`` say about ``subject``, without those that are not concerned."""
    return [html for panel in panels.items() if (html := panel.render(request, subject))]
