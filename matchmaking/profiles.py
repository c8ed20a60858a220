"""What ranking knows of needs and seeds: words and figures, no records."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

PLENTY = 10
YEAR = 365


@dataclass(frozen=True)
class Need:
    """What ranking knows of a need."""

    title: str
    body: str
    sector: str
    prefecture: str
    budget_band: str
    urgency: str
    themes: tuple[str, ...] = ()
    wanted_forms: tuple[str, ...] = ()
    organization: str = ""


@dataclass(frozen=True)
class Seed:
    """What ranking knows of a seed; ``prefectures`` may hold ``online``."""

    key: str
    title: str
    body: str
    sectors: tuple[str, ...]
    themes: tuple[str, ...]
    service_types: tuple[str, ...]
    prefectures: tuple[str, ...]
    price_band: str
    capacity_per_month: int = 1
    evidence: str = ""
    organization: str = ""
    published_on: date | None = None


@dataclass(frozen=True)
class Standing:
    """How offers stand today, by key: places taken this month, share of good outcomes."""

    today: date | None = None
    taken: Mapping[str, int] = field(default_factory=dict)
    proven: Mapping[str, float] = field(default_factory=dict)

    def free(self, seed: Seed) -> float:
        """1 for ten places left this month, 0 for none."""
        left = seed.capacity_per_month - self.taken.get(seed.key, 0)
        return min(1.0, max(0, left) / PLENTY)

    def freshness(self, seed: Seed) -> float:
        """1 for an offer published or renewed today, 0 after a year or where that is unknown."""
        if self.today is None or seed.published_on is None:
            return 0.0
        return max(0.0, 1 - (self.today - seed.published_on).days / YEAR)
