"""Names of facet values for people; rooms that own the words register them."""

import time
from collections.abc import Callable, Mapping

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from . import sources

FACETS = ("kind", "sector", "theme", "prefecture", "audience")
TITLES = {
    "kind": _("種類"),
    "sector": _("業種"),
    "theme": _("テーマ"),
    "prefecture": _("地域"),
    "audience": _("対象"),
}
Labels = Callable[[], Mapping[str, str]]
_labels: dict[str, Labels] = {}
# Names change seldom; each process asks again after so many seconds.
KEEP_SECONDS = 60.0
_kept: dict[tuple[str, str], tuple[float, dict[str, str]]] = {}


def register(facet: str, labels: Labels) -> None:
    """Let ``labels`` (code → name in the language of the moment, in order) name a facet.

    Raises:
        ValueError: the facet is unknown or has names already.
    """
    if facet not in FACETS:
        raise ValueError(f"Unknown facet {facet!r}.")
    if facet in _labels:
        raise ValueError(f"Facet {facet!r} has labels already.")
    _labels[facet] = labels


def names(facet: str) -> dict[str, str]:
    """Code → name of all values of ``facet``, in the order in which to show them."""
    if facet == "kind":
        return {kind: str(label) for kind, label in sources.kind_labels().items()}
    if facet not in _labels:
        return {}
    key = (facet, get_language() or "")
    known = _kept.get(key)
    if known is None or time.monotonic() > known[0]:
        known = (time.monotonic() + KEEP_SECONDS, dict(_labels[facet]()))
        _kept[key] = known
    return known[1]


def forget() -> None:
    """Ask for the names again; call it when one has changed."""
    _kept.clear()
