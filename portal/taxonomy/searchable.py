"""The words of the closed lists as names of search facets."""

from django.db.models import CharField, Value
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from search import labels

from .models import Audience, Prefecture, Sector, Term, Theme

# Found like a prefecture, but nobody's address: it is not in the list of prefectures.
ONLINE = "online"
FACETS: dict[str, type[Term]] = {
    "sector": Sector,
    "theme": Theme,
    "prefecture": Prefecture,
    "audience": Audience,
}


def register() -> None:
    """Name the values of the facets that are terms."""
    labels.register(FACETS, names)


def names() -> dict[str, dict[str, str]]:
    """Names of all terms by facet and code, with one query; a place may also be online."""
    label = "label_en" if (get_language() or "ja").startswith("en") else "label_ja"
    first, *others = (
        model._default_manager.order_by()
        .annotate(facet=Value(facet, output_field=CharField()))
        .values_list("facet", "position", "code", label)
        for facet, model in FACETS.items()
    )
    found: dict[str, dict[str, str]] = {facet: {} for facet in FACETS}
    for facet, _position, code, name in first.union(*others, all=True).order_by(
        "position", "code"
    ):
        found[facet][code] = name
    found["prefecture"][ONLINE] = _("オンライン")
    return found
