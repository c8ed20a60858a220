"""Needs, seeds, proposals, introductions, outcomes; the week and meeting days."""

from .alert import AlertChoice, AlertPair
from .introduction import Introduction
from .meeting_day import Meeting, MeetingDay, MeetingParticipant, MeetingSlot
from .need import Need
from .outcome import Outcome
from .posting import NeedAttachment, NeedOrigin, Revision, SeedFingerprint
from .proposal import Proposal
from .provider import ProviderProfile
from .seed import Seed
from .week import WeekPair, WeekPlan

__all__ = [
    "AlertChoice",
    "AlertPair",
    "Introduction",
    "Meeting",
    "MeetingDay",
    "MeetingParticipant",
    "MeetingSlot",
    "Need",
    "NeedAttachment",
    "NeedOrigin",
    "Outcome",
    "Proposal",
    "ProviderProfile",
    "Revision",
    "Seed",
    "SeedFingerprint",
    "WeekPair",
    "WeekPlan",
]
