"""Functions that bring a solver along: loaded when first called, so that starts stay quick."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.utils.module_loading import import_string


def loaded(path: str) -> Callable[..., Any]:
    """Calls the function at ``path`` (below this room), importing its module then."""
    return partial(_call, path)


def _call(path: str, /, *args: Any, **kwargs: Any) -> Any:
    return import_string(f"{__package__}.{path}")(*args, **kwargs)
