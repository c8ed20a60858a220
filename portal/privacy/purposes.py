"""What consents are for, in words: rooms register a name for each of their codes.

A code may carry what it is about behind a colon: ``event_host:7`` is described by the
function registered for ``event_host``, which takes all the ``7`` at once.
"""

from collections.abc import Callable, Collection, Iterable
from typing import Any

from .models import Consent

Describe = Callable[[Collection[str]], dict[str, Any]]
_words: dict[str, Describe] = {}


def register(code: str, words: Any) -> None:
    """Name the purpose ``code``; ValueError if it has a name.

    Args:
        code: what stands in ``Consent.purpose`` before a colon.
        words: the name, or a function from the parts behind the colon to their names.
    """
    if code in _words:
        raise ValueError(f"Purpose {code!r} is registered already.")
    _words[code] = words if callable(words) else lambda parts: dict.fromkeys(parts, words)


def in_words(consents: Iterable[Consent]) -> list[tuple[Consent, str]]:
    """Each consent with the name of its purpose; queries do not grow with their number."""
    consents = list(consents)
    parts: dict[str, set[str]] = {}
    for consent in consents:
        code, _colon, part = consent.purpose.partition(":")
        parts.setdefault(code, set()).add(part)
    names = {code: _words[code](found) for code, found in parts.items() if code in _words}
    described = []
    for consent in consents:
        code, _colon, part = consent.purpose.partition(":")
        described.append((consent, str(names.get(code, {}).get(part, consent.purpose))))
    return described
