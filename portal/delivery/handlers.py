"""Which function takes which topic of the outbox; rooms register in ``ready()``."""

from collections.abc import Callable
from typing import Any

Handler = Callable[[dict[str, Any]], None]
_handlers: dict[str, Handler] = {}


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
