"""Needs like this one that were solved, and by which offer."""

from collections.abc import Mapping
from dataclasses import dataclass

from .. import reading
from ..enums import GOOD_OUTCOMES
from ..models import Introduction, Need

READ = 40
"""The newest solved needs of the same themes that are compared by their words."""
SHOWN = 3
_LIKE = 0.3


@dataclass(frozen=True)
class Solved:
    """An introduction that went well, and how like its need is (0 to 1)."""

    introduction: Introduction
    like: float


def likeness(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """How much two readings speak of the same topics: the cosine of their strengths."""
    norms = [sum(value * value for value in of.values()) ** 0.5 for of in (one, other)]
    if not all(norms):
        return 0.0
    shared = sum(value * other.get(code, 0.0) for code, value in one.items())
    return float(shared / (norms[0] * norms[1]))


def solved(need: Need) -> list[Solved]:
    """Solved needs most like ``need``, the likest first."""
    own = reading.of_need(need.title, need.body)
    found = (
        Introduction.objects.with_sides()
        .filter(outcomes__kind__in=GOOD_OUTCOMES)
        .exclude(proposal__need=need)
        .order_by("-pk")
        .distinct()
    )
    themes = [theme.pk for theme in need.themes.all()]
    if themes:
        found = found.filter(proposal__need__themes__in=themes)
    like = [
        Solved(one, likeness(own, reading.of_need(other.title, other.body)))
        for one in found[:READ]
        if (other := one.proposal.need)
    ]
    like.sort(key=lambda one: (-one.like, -one.introduction.pk))
    return [one for one in like if one.like >= _LIKE][:SHOWN]
