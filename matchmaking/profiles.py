"""What ranking knows of needs and seeds: words and figures, no records."""

from dataclasses import dataclass


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
