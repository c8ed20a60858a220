"""Figures of a benchmark: percentiles, ratios to a stated baseline, a table and a line of JSON."""

import json
import math
import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Peer:
    """What another system did on a machine of this kind, and where that was measured."""

    name: str
    event_page_per_s: float
    registrations_per_s: float
    registration_p95_s: float


PEERS = (
    Peer("pretix 2026.8", 36, 2.3, 4.1),
    Peer("Indico 3.3.14", 23, 4.5, 2.1),
)
"""Two cores, two gunicorn workers, nginx, PostgreSQL; measured in November 2026 with the
systems' own released versions and the same steps: event page without cache, and a whole
registration of one company under concurrent load."""


def percentile(values: Iterable[float], share: float) -> float:
    """The value that ``share`` (0 to 1) of ``values`` do not exceed; 0 for none."""
    ordered = sorted(values)
    if not ordered:
        return 0.0
    return ordered[max(math.ceil(share * len(ordered)) - 1, 0)]


def load() -> float:
    """How busy the machine has been in the last minute (1.0 is one core)."""
    return round(os.getloadavg()[0], 1)


def show(title: str, rows: list[dict[str, Any]]) -> None:
    """Print ``rows`` as a table, and as one line of JSON for programs."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    cells = [[str(row.get(name, "")) for name in names] for row in rows]
    widths = [
        max(len(name), *(len(line[column]) for line in cells)) for column, name in enumerate(names)
    ]
    print(title)
    for line in ([*names], *cells):
        print(
            "  " + "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        )
    print(json.dumps({"benchmark": title, "load": load(), "rows": rows}, ensure_ascii=False))
    sys.stdout.flush()
