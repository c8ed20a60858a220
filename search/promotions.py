"""Results that staff put on top; the app that keeps them registers who to ask.

What is promoted is found, checked and marked like any other hit: a provider only names
it. What the viewer may not see, or is in another language, is left out.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

MOST = 3


@dataclass(frozen=True)
class Promotion:
    """The document ``pk`` of ``source``; ``note`` says in a few words why, or is empty."""

    source: str
    pk: str
    note: str = ""


# From the text (widths and case folded, blanks single), the language of the page (None:
# all) and the scopes of the viewer; costs one query at most.
Provider = Callable[[str, str | None, frozenset[str]], Iterable[Promotion]]
_providers: list[Provider] = []


def register(provider: Provider) -> None:
    """Ask ``provider`` what to put on top.

    Raises:
        ValueError: it is registered already.
    """
    if provider in _providers:
        raise ValueError("This provider is registered already.")
    _providers.append(provider)


def promoted(text: str, language: str | None, scopes: frozenset[str]) -> list[Promotion]:
    """What to put on top for ``text``, each document once, ``MOST`` at most."""
    named: dict[tuple[str, str], Promotion] = {}
    for provider in _providers:
        for promotion in provider(text, language, scopes):
            named.setdefault((promotion.source, promotion.pk), promotion)
    return list(named.values())[:MOST]
