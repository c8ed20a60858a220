"""Writing to the outbox; ``worker`` drains it."""

from typing import Any

from .models import OutboxMessage


def put(*, topic: str, key: str, payload: dict[str, Any]) -> OutboxMessage:
    """Keep one thing to do after commit, once per ``key``.

    Call it inside the transaction of the change it tells of.
    """
    message, _ = OutboxMessage.objects.get_or_create(
        key=key, defaults={"topic": topic, "payload": payload}
    )
    return message
