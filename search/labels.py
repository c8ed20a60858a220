"""Names of facet values for people; rooms that own the words register them."""

import time
from collections.abc import Callable, Iterable, Mapping

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
    "when": _("日付"),
}
# Facet → code → name in the language of the moment, in the order in which to show them.
Labels = Callable[[], Mapping[str, Mapping[str, str]]]
_labels: dict[str, Labels] = {}
# Names change seldom; each process asks again after so many seconds.
KEEP_SECONDS = 60.0
_kept: dict[tuple[str, str], tuple[float, dict[str, str]]] = {}


def register(facets: Iterable[str], labels: Labels) -> None:
    """Let ``labels`` name the values of ``facets``.

    Raises:
        ValueError: a facet is unknown or has names already.
    """
    for facet in facets:
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
    language = get_language() or ""
    known = _kept.get((facet, language))
    if known is None or time.monotonic() > known[0]:
        until = time.monotonic() + KEEP_SECONDS
        for name, found in _labels[facet]().items():
            _kept[name, language] = (until, dict(found))
        known = _kept[facet, language]
    return known[1]


def forget() -> None:
    """Ask for the names again; call it when one has changed."""
    _kept.clear()
