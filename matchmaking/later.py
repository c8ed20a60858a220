"""Functions that bring a solver along: loaded when first called, so that starts stay quick."""

from collections.abc import Callable
from typing import Any

from django.utils.module_loading import import_string


def loaded(path: str) -> Callable[..., Any]:
    """Calls the function at ``path`` (below this room), importing its module then."""

    def call(*args: Any, **kwargs: Any) -> Any:
        return import_string(f"matchmaking.{path}")(*args, **kwargs)

    return call
