"""What follows when a consent ends: rooms register it for each of their purposes."""

from collections.abc import Callable
from typing import Any

from .models import Consent

Follow = Callable[[Consent, Any], None]
_follow: dict[str, Follow] = {}


def register(purpose: str, follow: Follow) -> None:
    """Call ``follow`` with the consent and who ended it; ValueError if ``purpose`` is taken."""
    if purpose in _follow:
        raise ValueError(f"Withdrawals of {purpose!r} are followed already.")
    _follow[purpose] = follow


def follow(consent: Consent, actor: Any) -> None:
    """Do what the room of ``consent`` wants done, in the same transaction."""
    if consent.purpose in _follow:
        _follow[consent.purpose](consent, actor)
