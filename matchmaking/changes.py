"""What would change the place of a match: one feature otherwise, all else equal."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import ngettext

from . import ranking

SHOWN = 2
_BETTER: Mapping[str, float] = {
    "place": 0.5,
    "budget": 1.0,
    "sector": 0.5,
    "form": 1.0,
    "evidence": 1.0,
}
"""Features a provider can change, and what they would be: online, in the budget, for all
sectors, the wanted form, qualifications named."""


@dataclass(frozen=True)
class Change:
    """One feature otherwise, and how many places higher the match would stand."""

    kind: str
    places: int

    @property
    def label(self) -> str:
        """The change in words."""
        return _SAID[self.kind](self.places) % {"places": self.places}


_SAID: Mapping[str, Callable[[int], str]] = {
    "place": lambda n: ngettext(
        "オンラインでも対応すれば、順位が%(places)s上がります",
        "オンラインでも対応すれば、順位が%(places)s上がります",
        n,
    ),
    "budget": lambda n: ngettext(
        "費用が予算に収まれば、順位が%(places)s上がります",
        "費用が予算に収まれば、順位が%(places)s上がります",
        n,
    ),
    "sector": lambda n: ngettext(
        "業種を問わない支援になれば、順位が%(places)s上がります",
        "業種を問わない支援になれば、順位が%(places)s上がります",
        n,
    ),
    "form": lambda n: ngettext(
        "希望の形で支援できれば、順位が%(places)s上がります",
        "希望の形で支援できれば、順位が%(places)s上がります",
        n,
    ),
    "evidence": lambda n: ngettext(
        "資格・実績が分かれば、順位が%(places)s上がります",
        "資格・実績が分かれば、順位が%(places)s上がります",
        n,
    ),
}


def lifts(
    ranked: Sequence[ranking.Ranked], score: Callable[[Mapping[str, float]], float]
) -> dict[str, tuple[Change, ...]]:
    """For each of ``ranked`` (the best first) what would lift it most, by key."""
    found = {}
    for place, entry in enumerate(ranked):
        better = []
        for name, value in _BETTER.items():
            if entry.features[name] >= value:
                continue
            would = score({**entry.features, name: value})
            above = sum(other.score >= would for other in ranked[:place])
            if above < place:
                better.append(Change(name, place - above))
        better.sort(key=lambda change: -change.places)
        found[entry.seed.seed.key] = tuple(better[:SHOWN])
    return found
