"""What rooms further left offer below a result: each registers in ``ready()``.

A function gets the request and the score and gives safe HTML, empty when it has nothing to
offer.
"""

from collections.abc import Callable

from django.http import HttpRequest
from django.utils.safestring import SafeString

from .scoring import Score

Render = Callable[[HttpRequest, Score], SafeString]
_sections: dict[str, Render] = {}


def register(name: str, render: Render) -> None:
    """Add an offer; ValueError if ``name`` is taken."""
    if name in _sections:
        raise ValueError(f"An offer {name!r} is registered already.")
    _sections[name] = render


def below(request: HttpRequest, score: Score) -> list[SafeString]:
    """All offers that have something to say, in the order of registration."""
    return [text for render in _sections.values() if (text := render(request, score))]
