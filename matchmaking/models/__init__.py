"""Needs, seeds, proposals, introductions, outcomes."""

from .introduction import Introduction
from .need import Need
from .outcome import Outcome
from .proposal import Proposal
from .seed import Seed
from .week import WeekPair, WeekPlan

__all__ = ["Introduction", "Need", "Outcome", "Proposal", "Seed", "WeekPair", "WeekPlan"]
