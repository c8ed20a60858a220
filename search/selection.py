"""What a visitor has asked for, read from and written to the address."""

from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.http import QueryDict

from . import analysis
from .labels import FACETS
from .query import MAX_LENGTH

MAX_VALUES = 20
MAX_PAGE = 10_000


@dataclass(frozen=True)
class Selection:
    """Words, choices and page. Wrong parts of an address are dropped."""

    text: str = ""
    facets: dict[str, tuple[str, ...]] = field(default_factory=dict)
    all_languages: bool = False
    page: int = 1
    was_cut: bool = False

    @classmethod
    def read(cls, query: QueryDict) -> "Selection":
        """The selection of a request; never raises."""
        typed = analysis.clean(query.get("q", "")).strip()
        facets = {}
        for facet in FACETS:
            values = dict.fromkeys(v for v in query.getlist(facet) if v.isidentifier())
            if values:
                facets[facet] = tuple(values)[:MAX_VALUES]
        page = query.get("page", "")
        number = int(page) if page.isascii() and page.isdigit() and len(page) < 10 else 1
        return cls(
            text=typed[:MAX_LENGTH],
            facets=facets,
            all_languages=query.get("lang") == "all",
            page=max(1, min(number, MAX_PAGE)),
            was_cut=len(typed) > MAX_LENGTH,
        )

    def address(self) -> str:
        """The selection as the query part of an address, its first page."""
        pairs = [("q", self.text)]
        pairs += [(facet, value) for facet, values in self.facets.items() for value in values]
        if self.all_languages:
            pairs.append(("lang", "all"))
        return "?" + urlencode(pairs)

    def without(self, facet: str, value: str) -> "Selection":
        """The same with one choice taken back."""
        facets = {
            name: tuple(v for v in values if (name, v) != (facet, value))
            for name, values in self.facets.items()
        }
        return replace(self, facets={name: values for name, values in facets.items() if values})

    def narrowed(self, facet: str, value: str) -> "Selection":
        """The same with one choice more."""
        return replace(self, facets={**self.facets, facet: (*self.facets.get(facet, ()), value)})

    def everywhere(self) -> "Selection":
        """The same in all languages."""
        return replace(self, all_languages=True)

    def saying(self, text: str) -> "Selection":
        """The same with other words."""
        return replace(self, text=text)
