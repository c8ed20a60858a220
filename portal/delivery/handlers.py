"""Which function takes which topic of the outbox; rooms register in ``ready()``."""

from collections.abc import Callable
from typing import Any

Handler = Callable[[dict[str, Any]], None]
_handlers: dict[str, Handler] = {}
_resting: list[Callable[[], None]] = []


def register(topic: str, handler: Handler) -> None:
    """Make ``handler`` (idempotent: it may run twice) the consumer of ``topic``.

    Raises:
        ValueError: the topic has a handler already.
    """
    if topic in _handlers:
        raise ValueError(f"Outbox topic {topic!r} has a handler already.")
    _handlers[topic] = handler


def handler_for(topic: str) -> Handler:
    """The consumer of ``topic``; KeyError if none registered."""
    return _handlers[topic]


def at_rest(function: Callable[[], None]) -> None:
    """Have ``function`` called when the outbox is empty for now: to let go of what was kept."""
    _resting.append(function)


def rest() -> None:
    """Call what was registered with ``at_rest``."""
    for function in _resting:
        function()
