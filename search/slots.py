"""What other apps show on the page of results: each registers in ``ready()``.

Places: ``below`` (under the pager, for what to do with this search), ``start`` (on the
page without a question). A function gets the request and the question and gives safe
HTML, empty when it has nothing to say; it costs a constant number of queries.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.safestring import SafeString

PLACES = ("below", "start")


@dataclass(frozen=True)
class Question:
    """What the page answers.

    ``address`` is the question as the query part of an address (``?q=…&kind=event``), from
    which ``selection.Selection`` can read it again; ``language`` is None for all.
    """

    text: str
    address: str
    language: str | None
    total: int


Render = Callable[[HttpRequest, Question], SafeString]
_slots: dict[str, dict[str, Render]] = {place: {} for place in PLACES}


def register(place: str, name: str, render: Render) -> None:
    """Add a part at ``place``.

    Raises:
        ValueError: there is no such place, or ``name`` is taken there.
    """
    if place not in _slots:
        raise ValueError(f"No place {place!r} on the page; known: {', '.join(PLACES)}.")
    if name in _slots[place]:
        raise ValueError(f"Part {name!r} is registered at {place!r} already.")
    _slots[place][name] = render


def at(place: str, request: HttpRequest, question: Question) -> list[SafeString]:
    """What is shown at ``place``, in the order of registration."""
    rendered = (render(request, question) for render in _slots[place].values())
    return [html for html in rendered if html]
