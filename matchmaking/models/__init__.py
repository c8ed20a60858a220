"""Needs, seeds, proposals, introductions, outcomes; the week and meeting days."""

from .introduction import Introduction
from .meeting_day import Meeting, MeetingDay, MeetingParticipant, MeetingSlot
from .need import Need
from .outcome import Outcome
from .outcome_question import OutcomeQuestion
from .proposal import Proposal
from .seed import Seed
from .story import Story, StoryAgreement
from .week import WeekPair, WeekPlan

__all__ = [
    "Introduction",
    "Meeting",
    "MeetingDay",
    "MeetingParticipant",
    "MeetingSlot",
    "Need",
    "Outcome",
    "OutcomeQuestion",
    "Proposal",
    "Seed",
    "Story",
    "StoryAgreement",
    "WeekPair",
    "WeekPlan",
]
