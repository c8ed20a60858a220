"""Needs, seeds, proposals, introductions, outcomes; the week and meeting days."""

from .introduction import Introduction
from .meeting_day import Meeting, MeetingDay, MeetingParticipant, MeetingSlot
from .need import Need
from .outcome import Outcome
from .proposal import Proposal
from .seed import Seed
from .week import WeekPair, WeekPlan
from .weights import WeightsVersion

__all__ = [
    "Introduction",
    "Meeting",
    "MeetingDay",
    "MeetingParticipant",
    "MeetingSlot",
    "Need",
    "Outcome",
    "Proposal",
    "Seed",
    "WeekPair",
    "WeekPlan",
    "WeightsVersion",
]
