"""Where to read on: the room of pages tells which guides there are.

The finder gets slugs and gives title and address of those that are public in the language of
the moment, in one query.
"""

from collections.abc import Callable, Iterable

Finder = Callable[[Iterable[str]], dict[str, tuple[str, str]]]
_finders: list[Finder] = []


def register(finder: Finder) -> None:
    """Set the finder; ValueError if there is one."""
    if _finders:
        raise ValueError("Guides are found already.")
    _finders.append(finder)


def guides(slugs: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Title and address by slug, of the guides that can be read."""
    return _finders[0](slugs) if _finders else {}
