"""The words of the closed lists as names of search facets."""

from collections.abc import Mapping

from search import labels

from .models import Audience, Prefecture, Sector, Term, Theme

FACETS: dict[str, type[Term]] = {
    "sector": Sector,
    "theme": Theme,
    "prefecture": Prefecture,
    "audience": Audience,
}


def register() -> None:
    """Name the values of the facets that are terms."""
    for facet, model in FACETS.items():
        labels.register(facet, _names_of(model))


def _names_of(model: type[Term]) -> labels.Labels:
    def names() -> Mapping[str, str]:
        return {term.code: term.label for term in model._default_manager.all()}

    return names
