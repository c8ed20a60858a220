"""How evenly work is spread."""

from collections.abc import Sequence

import numpy as np


def gini(values: Sequence[float]) -> float:
    """The Gini coefficient of ``values``: 0 when all are equal, towards 1 when one has all."""
    ordered = np.sort(np.asarray(values, dtype=np.float64))
    total = float(ordered.sum())
    if not total:
        return 0.0
    size = len(ordered)
    places = np.arange(1, size + 1)
    return float((2 * places - size - 1) @ ordered / (size * total))
