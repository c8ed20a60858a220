"""What a pair scores: by weights set by hand, or by those learned from decisions.

Both kinds look at the same named features. What was learned and cannot be read is left
aside: the weights set by hand always work.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from . import ranking

FEATURES = (
    *ranking.RELEVANCE,
    *(name for name, _worst, _middle in ranking.LIMITED),
    *ranking.EXTRA,
)
"""The features a logistic layer weighs."""
_FAR = 30.0


class UnreadableError(Exception):
    """Weights that were kept are not of the form that is known."""


def _finite(value: Any) -> float:
    number = float(value)
    if not math.isfinite(number):
        raise ValueError(value)
    return number


@dataclass(frozen=True)
class Learned:
    """A logistic layer: features made alike, weighed, and turned into a calibrated share."""

    weights: Mapping[str, float]
    means: Mapping[str, float]
    spreads: Mapping[str, float]
    intercept: float
    slope: float = 1.0
    shift: float = 0.0

    def chance(self, found: Mapping[str, float]) -> float:
        """How likely both sides accept a pair with the features ``found``, from 0 to 1."""
        total = self.intercept + sum(
            self.weights[name] * (found[name] - self.means[name]) / self.spreads[name]
            for name in FEATURES
        )
        logit = self.slope * total + self.shift
        return 1 / (1 + math.exp(-max(-_FAR, min(_FAR, logit))))

    def as_json(self) -> dict[str, Any]:
        """The form that is kept."""
        return {
            "weights": dict(self.weights),
            "means": dict(self.means),
            "spreads": dict(self.spreads),
            "intercept": self.intercept,
            "slope": self.slope,
            "shift": self.shift,
        }


def learned(kept: Any) -> Learned:
    """The layer that was kept.

    Raises:
        UnreadableError: a feature is missing, or a figure is none.
    """
    try:
        columns = {
            part: {name: _finite(kept[part][name]) for name in FEATURES}
            for part in ("weights", "means", "spreads")
        }
        if min(columns["spreads"].values()) <= 0:
            raise ValueError("spread")
        return Learned(
            **columns,
            intercept=_finite(kept["intercept"]),
            slope=_finite(kept["slope"]),
            shift=_finite(kept["shift"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise UnreadableError(repr(error)) from error


def by_hand(kept: Any) -> dict[str, float]:
    """Weights set by hand as they were kept.

    Raises:
        UnreadableError: a weight is missing, or is no figure from 0 to 10.
    """
    try:
        read = {name: _finite(kept[name]) for name in ranking.weights()}
    except (KeyError, TypeError, ValueError) as error:
        raise UnreadableError(repr(error)) from error
    if min(read.values()) < 0 or max(read.values()) > HIGHEST:
        raise UnreadableError("out of range")
    return read


HIGHEST = 10.0


@dataclass(frozen=True)
class Weighing:
    """The weights in force."""

    by: Mapping[str, float] = field(default_factory=ranking.weights)
    learned: Learned | None = None

    def score(self, found: Mapping[str, float]) -> float:
        """The score of a pair with the features ``found``."""
        if self.learned is not None:
            return self.learned.chance(found)
        return ranking.score(found, self.by)
