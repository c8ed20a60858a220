"""Learned weights against those set by hand, on decisions that neither was fitted to.

All pairs of a need are held back together. Both sides are calibrated on the other needs
alone, so that only what they know of pairs is compared.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .. import ranking
from ..weighing import FEATURES
from . import logistic
from .logistic import Array, Cases

FOLDS = 10
BINS = 5
_DRAWS = 500
_LEAST = 1e-6


@dataclass(frozen=True)
class Bin:
    """Pairs said to be accepted about equally often, and how often they were."""

    said: float
    were: float
    pairs: int


@dataclass(frozen=True)
class Side:
    """How one kind of weights did on held-back pairs."""

    loss: float
    order: float
    reliability: list[Bin]


@dataclass(frozen=True)
class Trial:
    """Both sides; ``gain`` is how much log loss is saved, with a 95 % interval over needs."""

    pairs: int
    accepted: int
    needs: int
    hand: Side
    learned: Side
    gain: float
    gain_low: float
    gain_high: float

    @property
    def won(self) -> bool:
        """Whether the learned weights are surely better, and order pairs no worse."""
        return self.gain_low > 0 and self.learned.order >= self.hand.order

    def as_json(self) -> dict[str, Any]:
        """The form that is kept with a version."""
        return {**asdict(self), "won": self.won}


def hand_logits(features: Array, by: Mapping[str, float]) -> Array:
    """Scores by hand on a scale that can be calibrated."""
    said = [
        ranking.score({**dict(zip(FEATURES, row, strict=True)), "asked_form": 0.0}, by)
        for row in features.tolist()
    ]
    scores: Array = np.log(np.maximum(np.array(said), _LEAST))
    return scores


def _losses(shares: Array, accepted: Array) -> Array:
    safe = np.clip(shares, 1e-6, 1 - 1e-6)
    losses: Array = -(accepted * np.log(safe) + (1 - accepted) * np.log(1 - safe))
    return losses


def order(shares: Array, accepted: Array) -> float:
    """How often an accepted pair stands above one that was not (0.5 is chance)."""
    good, bad = shares[accepted > 0], shares[accepted == 0]
    if not len(good) or not len(bad):
        return 0.5
    above = (good[:, None] > bad[None, :]).mean() + 0.5 * (good[:, None] == bad[None, :]).mean()
    return float(above)


def reliability(shares: Array, accepted: Array) -> list[Bin]:
    """Pairs in equal parts by what was said of them."""
    found = []
    for part in np.array_split(np.argsort(shares, kind="stable"), BINS):
        if len(part):
            said, were = shares[part].mean(), accepted[part].mean()
            found.append(Bin(round(float(said), 3), round(float(were), 3), len(part)))
    return found


def _side(shares: Array, accepted: Array) -> Side:
    return Side(
        loss=round(float(_losses(shares, accepted).mean()), 4),
        order=round(order(shares, accepted), 4),
        reliability=reliability(shares, accepted),
    )


def _interval(gains: Array, needs: NDArray[np.int64]) -> tuple[float, float]:
    """95 % bootstrap interval of the mean gain, needs drawn whole."""
    known, place = np.unique(needs, return_inverse=True)
    sums, counts = np.bincount(place, gains), np.bincount(place)
    drawn = np.random.default_rng(1).integers(0, len(known), (_DRAWS, len(known)))
    means = np.sort(sums[drawn].sum(axis=1) / counts[drawn].sum(axis=1))
    return float(means[int(0.025 * _DRAWS)]), float(means[int(0.975 * _DRAWS) - 1])


def hold(cases: Cases, by: Mapping[str, float]) -> Trial:
    """Try both on every need in turn."""
    learned, hand = np.zeros(len(cases)), np.zeros(len(cases))
    by_hand = hand_logits(cases.features, by)
    for held in logistic.parts(cases.needs, FOLDS, seed=2):
        others = cases.those(~held)
        layer = logistic.fit(others)
        learned[held] = logistic.sigmoid(logistic.logits(layer, cases.features[held]))
        slope, shift = logistic.platt(by_hand[~held], others.accepted)
        hand[held] = logistic.sigmoid(slope * by_hand[held] + shift)
    gains = _losses(hand, cases.accepted) - _losses(learned, cases.accepted)
    low, high = _interval(gains, cases.needs)
    return Trial(
        pairs=len(cases),
        accepted=int(cases.accepted.sum()),
        needs=len(np.unique(cases.needs)),
        hand=_side(hand, cases.accepted),
        learned=_side(learned, cases.accepted),
        gain=round(float(gains.mean()), 4),
        gain_low=round(low, 4),
        gain_high=round(high, 4),
    )
