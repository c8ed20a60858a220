"""Who hears what was searched for and what was opened; nothing about the person is told.

An app that keeps a log registers in ``AppConfig.ready()``. An observer that fails is
noted in the technical log and never spoils the page.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Answered:
    """A page of results that somebody was shown.

    ``key`` is drawn anew for every page and names it when a result is opened; it is tied
    to nobody. ``text`` is what was looked for: widths and case folded, blanks single, at
    most 300 characters. ``address`` is the question as the query part of an address
    (``?q=…&kind=event``), from which ``selection.Selection`` can read it again.
    ``notices`` says what the reader was told: ``degraded``, ``similar``, ``shortened``,
    ``suggestion`` (a better spelling), ``filtered`` (words became conditions).
    """

    key: str
    text: str
    language: str
    total: int
    page: int
    address: str = ""
    notices: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Opened:
    """The result at ``position`` (from 1 over all pages; 0: a promoted one) was opened."""

    key: str
    position: int


_answered: list[Callable[[Answered], object]] = []
_opened: list[Callable[[Opened], object]] = []


def register_answered(observer: Callable[[Answered], object]) -> None:
    """Tell ``observer`` of every page of results.

    Raises:
        ValueError: it is registered already.
    """
    _add(_answered, observer)


def register_opened(observer: Callable[[Opened], object]) -> None:
    """Tell ``observer`` of every result that is opened, as far as browsers tell.

    Raises:
        ValueError: it is registered already.
    """
    _add(_opened, observer)


def tell_answered(answered: Answered) -> None:
    """Tell all who want to hear of pages of results."""
    _tell(_answered, answered)


def tell_opened(opened: Opened) -> None:
    """Tell all who want to hear of opened results."""
    _tell(_opened, opened)


def hears_of_openings() -> bool:
    """Whether browsers need to tell what is opened."""
    return bool(_opened)


def _add(observers: list[Callable[..., object]], observer: Callable[..., object]) -> None:
    if observer in observers:
        raise ValueError("This observer is registered already.")
    observers.append(observer)


def _tell(observers: list[Callable[..., object]], event: object) -> None:
    for observer in observers:
        try:
            observer(event)
        except Exception:  # a log that cannot be written must not cost the reader the page
            logger.exception("an observer of search failed")
