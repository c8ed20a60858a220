"""Lists that a reader narrows by topic, sector and audience: links and forms, no script."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.core.paginator import Page as ResultPage
from django.core.paginator import Paginator
from django.db.models import F, Value
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portal.taxonomy.models import Audience, Sector, Theme

from .tags import Tags, no_tags, read_tags

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import QueryDict

PER_PAGE = 12
# What the address calls each facet.
PARAMETERS = {"themes": "theme", "sectors": "sector", "audiences": "audience"}
LABELS = {"themes": _("テーマ"), "sectors": _("業種"), "audiences": _("対象")}
MODELS = {"themes": Theme, "sectors": Sector, "audiences": Audience}


@dataclass(frozen=True)
class Choice:
    """One value of a facet with the number of pages it would leave."""

    code: str
    label: str
    count: int
    selected: bool
    url: str


@dataclass(frozen=True)
class Facet:
    """One question of the filter."""

    parameter: str
    label: Any
    choices: list[Choice]

    @property
    def selected(self) -> Choice | None:
        """The chosen value."""
        return next((choice for choice in self.choices if choice.selected), None)


@dataclass(frozen=True)
class Listing:
    """A narrowed list with its filter."""

    page: ResultPage[Any]
    facets: list[Facet]
    total: int
    removals: list[Choice] = field(default_factory=list)

    @property
    def narrowed(self) -> bool:
        """Whether a filter is on."""
        return bool(self.removals)


def _terms() -> dict[str, list[tuple[str, str]]]:
    """Codes and labels of all facets, in one query."""
    label = "label_en" if (get_language() or "ja").startswith("en") else "label_ja"
    parts = [
        model.objects.order_by().values_list(Value(name), F("position"), F("code"), F(label))
        for name, model in MODELS.items()
    ]
    terms: dict[str, list[tuple[str, str]]] = {name: [] for name in MODELS}
    for name, _position, code, text in sorted(parts[0].union(*parts[1:], all=True)):
        terms[name].append((code, text))
    return terms


def _address(chosen: dict[str, str]) -> str:
    return "?" + urlencode(chosen)


def _matches(tags: Tags, chosen: dict[str, str]) -> bool:
    """Whether a page has all chosen tags; what is for all sectors is for each."""
    for facet, code in chosen.items():
        codes = {tag.code for tag in tags[facet]}
        wanted = {code, "common"} if facet == "sectors" else {code}
        if not codes & wanted:
            return False
    return True


def assemble(*, queryset: QuerySet[Any], params: QueryDict, per_page: int = PER_PAGE) -> Listing:
    """Narrow live pages of one type by ``params``; four queries, however many pages.

    Unknown values are ignored. Each count is the number of pages that would be left
    if that value were chosen beside the other facets' choices.
    """
    terms = _terms()
    chosen = {
        facet: code
        for facet, parameter in PARAMETERS.items()
        if (code := params.get(parameter, "")) in {code for code, _label in terms[facet]}
    }
    order = list(queryset.values_list("pk", flat=True))
    none = no_tags()
    tags = read_tags(queryset.model, order)
    facets, removals = [], []
    for facet, parameter in PARAMETERS.items():
        others = {key: code for key, code in chosen.items() if key != facet}
        rest = {PARAMETERS[key]: code for key, code in others.items()}
        choices = []
        for code, label in terms[facet]:
            count = sum(_matches(tags.get(pk, none), {**others, facet: code}) for pk in order)
            selected = chosen.get(facet) == code
            if count or selected:
                url = _address({**rest, parameter: code})
                choices.append(Choice(code, label, count, selected, url))
            if selected:
                removals.append(Choice(code, label, count, True, _address(rest)))
        facets.append(Facet(parameter, LABELS[facet], choices))
    left = [pk for pk in order if _matches(tags.get(pk, none), chosen)]
    result = Paginator(left, per_page).get_page(params.get("page"))
    pages = queryset.model.objects.in_bulk(list(result.object_list))
    items = [pages[pk] for pk in result.object_list if pk in pages]
    for item in items:
        item.tags = tags.get(item.pk, none)
    result.object_list = items
    return Listing(page=result, facets=facets, total=len(left), removals=removals)
