"""What a visitor has asked for, read from and written to the address."""

from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.http import QueryDict

from . import analysis
from .labels import FACETS
from .periods import CHOICES
from .query import MAX_LENGTH
from .results import Order

MAX_VALUES = 20
MAX_PAGE = 10_000
MAX_PLAIN = 8
DAYS = "when"


@dataclass(frozen=True)
class Selection:
    """Words, choices and page. Wrong parts of an address are dropped.

    ``when`` is one of ``periods.CHOICES``. ``plain`` are words that must not be read as
    conditions; ``decided`` are facets of which a form has told all choices, so that no
    word of the query adds one.
    """

    text: str = ""
    facets: dict[str, tuple[str, ...]] = field(default_factory=dict)
    when: str = ""
    plain: tuple[str, ...] = ()
    decided: tuple[str, ...] = ()
    order: Order = Order.RELEVANCE
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
        page, when, order = (query.get(name, "") for name in ("page", DAYS, "order"))
        number = int(page) if page.isascii() and page.isdigit() and len(page) < 10 else 1
        plain = dict.fromkeys(analysis.clean(word).strip() for word in query.getlist("plain"))
        return cls(
            text=typed[:MAX_LENGTH],
            facets=facets,
            when=when if when in CHOICES else "",
            plain=tuple(word for word in plain if 0 < len(word) <= MAX_LENGTH)[:MAX_PLAIN],
            decided=tuple(name for name in FACETS if name in query.getlist("decided")),
            order=Order(order) if order in set(Order) else Order.RELEVANCE,
            all_languages=query.get("lang") == "all",
            page=max(1, min(number, MAX_PAGE)),
            was_cut=len(typed) > MAX_LENGTH,
        )

    def address(self) -> str:
        """The selection as the query part of an address, its first page."""
        pairs = [("q", self.text)]
        pairs += [(facet, value) for facet, values in self.facets.items() for value in values]
        pairs += [("plain", word) for word in self.plain]
        pairs += [("decided", facet) for facet in self.decided]
        given = {DAYS: self.when, "order": str(self.order), "lang": "all" * self.all_languages}
        pairs += [(name, value) for name, value in given.items() if value]
        return "?" + urlencode(pairs)

    @property
    def is_narrowed(self) -> bool:
        """Whether anything is chosen beside the words."""
        return bool(self.facets or self.when)

    def given(self) -> dict[str, tuple[str, ...]]:
        """Choices as ``reading.conditions`` wants to know them."""
        return {**self.facets, **({"day": (self.when,)} if self.when else {})}

    def without(self, facet: str, value: str) -> "Selection":
        """The same with one choice taken back."""
        if facet == DAYS:
            return replace(self, when="")
        facets = {
            name: tuple(v for v in values if (name, v) != (facet, value))
            for name, values in self.facets.items()
        }
        return replace(self, facets={name: values for name, values in facets.items() if values})

    def narrowed(self, facet: str, value: str) -> "Selection":
        """The same with one choice more."""
        if facet == DAYS:
            return replace(self, when=value)
        return replace(self, facets={**self.facets, facet: (*self.facets.get(facet, ()), value)})

    def plainly(self, *words: str) -> "Selection":
        """The same with words searched for as they are typed."""
        return replace(self, plain=tuple(dict.fromkeys((*self.plain, *words))))

    def ordered(self, order: Order) -> "Selection":
        """The same in another order."""
        return replace(self, order=order)

    def first_page(self) -> "Selection":
        """The same from its beginning."""
        return replace(self, page=1)

    def everywhere(self) -> "Selection":
        """The same in all languages."""
        return replace(self, all_languages=True)

    def saying(self, text: str) -> "Selection":
        """The same with other words."""
        return replace(self, text=text, plain=())
