"""A logistic layer: Newton steps with a penalty, then calibrated; arrays in, figures out."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..weighing import FEATURES, Learned

Array = NDArray[np.float64]
PENALTY = 1.0
"""Strength of the squared penalty on each weight (features made alike first)."""
_ROUNDS = 50
_TOLERANCE = 1e-8
_FAR = 30.0
_PARTS = 5
_LEAST_SPREAD = 1e-6


@dataclass(frozen=True)
class Cases:
    """Decided pairs: a row of features each, 1 for accepted, and the need they belong to."""

    features: Array
    accepted: Array
    needs: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.accepted)

    def those(self, which: NDArray[np.bool_]) -> "Cases":
        """The cases that ``which`` marks."""
        return Cases(self.features[which], self.accepted[which], self.needs[which])


def sigmoid(logits: Array) -> Array:
    """Shares of 1 for ``logits``."""
    shares: Array = 1 / (1 + np.exp(-np.clip(logits, -_FAR, _FAR)))
    return shares


def newton(rows: Array, labels: Array, penalty: float) -> Array:
    """Intercept and weights that explain ``labels`` best; the intercept is not penalised."""
    wide = np.hstack([np.ones((len(rows), 1)), rows])
    ridge = np.diag([1e-6, *[penalty] * rows.shape[1]])
    found = np.zeros(wide.shape[1])
    for _round in range(_ROUNDS):
        shares = sigmoid(wide @ found)
        gradient = wide.T @ (shares - labels) + ridge @ found
        curve = wide.T @ (wide * (shares * (1 - shares))[:, None]) + ridge
        step = np.linalg.solve(curve, gradient)
        found = found - step
        if np.abs(step).max() < _TOLERANCE:
            break
    return found


def _plain(cases: Cases) -> Learned:
    means = cases.features.mean(axis=0)
    spreads = np.maximum(cases.features.std(axis=0), _LEAST_SPREAD)
    # A feature that never differs says nothing: its weight stays 0.
    steady = cases.features.std(axis=0) <= _LEAST_SPREAD
    rows = (cases.features - means) / np.where(steady, 1.0, spreads)
    found = newton(rows, cases.accepted, PENALTY)
    return Learned(
        weights=_named(np.where(steady, 0.0, found[1:])),
        means=_named(means),
        spreads=_named(np.where(steady, 1.0, spreads)),
        intercept=float(found[0]),
    )


def _named(values: Array) -> dict[str, float]:
    return {name: float(value) for name, value in zip(FEATURES, values, strict=True)}


def logits(layer: Learned, features: Array) -> Array:
    """What ``layer`` says of each row, calibrated, before it becomes a share."""
    weights, means, spreads = (
        np.array([part[name] for name in FEATURES])
        for part in (layer.weights, layer.means, layer.spreads)
    )
    total = layer.intercept + ((features - means) / spreads) @ weights
    said: Array = layer.slope * total + layer.shift
    return said


def platt(said: Array, accepted: Array) -> tuple[float, float]:
    """Slope and shift that make ``said`` (logits) agree with what was accepted (Platt 1999).

    Where more is said of pairs that were accepted less, nothing is said: the slope is 0.
    """
    many, few = accepted.sum(), (1 - accepted).sum()
    targets = np.where(accepted > 0, (many + 1) / (many + 2), 1 / (few + 2))
    shift, slope = newton(said[:, None], targets, 1e-3)
    if slope > 0:
        return float(slope), float(shift)
    usual = targets.mean()
    return 0.0, float(np.log(usual / (1 - usual)))


def parts(needs: NDArray[np.int64], number: int, seed: int = 1) -> list[NDArray[np.bool_]]:
    """Marks of the rows of each part; all rows of a need are in one part."""
    dealt = np.random.default_rng(seed).permutation(np.unique(needs))
    return [np.isin(needs, dealt[one::number]) for one in range(min(number, len(dealt)))]


def fit(cases: Cases) -> Learned:
    """The layer, calibrated on what it said of needs it had not seen."""
    said = np.zeros(len(cases))
    for held in parts(cases.needs, _PARTS):
        said[held] = logits(_plain(cases.those(~held)), cases.features[held])
    slope, shift = platt(said, cases.accepted)
    plain = _plain(cases)
    return Learned(
        plain.weights, plain.means, plain.spreads, plain.intercept, slope=slope, shift=shift
    )


def cases(rows: Sequence[Sequence[float]], accepted: Sequence[int], needs: Sequence[int]) -> Cases:
    """Cases of plain lists."""
    return Cases(
        np.array(rows, dtype=np.float64).reshape(len(rows), len(FEATURES)),
        np.array(accepted, dtype=np.float64),
        np.array(needs, dtype=np.int64),
    )
