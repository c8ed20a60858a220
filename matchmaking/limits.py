"""How well the limits of a need (sector, place, budget, haste) are met by an offer."""

from collections.abc import Callable, Mapping

from .profiles import Need, Seed

GENERAL_SECTOR = "common"
BANDS = ("free", "low", "mid", "high")


def sector(need: Need, seed: Seed) -> float:
    """1 for this very sector, 0.5 for all sectors, 0 for others only."""
    if need.sector in seed.sectors and need.sector != GENERAL_SECTOR:
        return 1.0
    return 0.5 if GENERAL_SECTOR in seed.sectors or not seed.sectors else 0.0


def place(need: Need, seed: Seed) -> float:
    """1 in the same prefecture, 0.5 online, 0 elsewhere."""
    if need.prefecture in seed.prefectures:
        return 1.0
    return 0.5 if "online" in seed.prefectures else 0.0


def budget(need: Need, seed: Seed) -> float:
    """1 within the budget, 0.5 one step above, 0 beyond."""
    above = BANDS.index(seed.price_band) - BANDS.index(need.budget_band)
    return 1.0 if above <= 0 else 0.5 if above == 1 else 0.0


def urgency(need: Need, seed: Seed) -> float:
    """1 for emergency help when it is needed now."""
    if need.urgency == "now":
        return 1.0 if "emergency_response" in seed.service_types else 0.0
    return 0.0


def limited(sector: float, place: float, budget: float, w: Mapping[str, float]) -> float:
    """What the three limits leave of the relevance, from 0 to 1."""
    by_sector = (w["sector_other"], w["sector_general"], 1.0)[round(sector * 2)]
    by_place = (w["place_other"], w["place_online"], 1.0)[round(place * 2)]
    by_budget = (w["budget_far"], w["budget_above"], 1.0)[round(budget * 2)]
    return by_sector * by_place * by_budget


MET: Mapping[str, Callable[[Need, Seed], float]] = {
    "sector": sector,
    "place": place,
    "budget": budget,
}
ASKED: Mapping[str, Callable[[Need], str]] = {
    "sector": lambda need: need.sector,
    "place": lambda need: need.prefecture,
    "budget": lambda need: need.budget_band,
}
"""What of a need a limit looks at: needs that agree in it are limited alike."""
