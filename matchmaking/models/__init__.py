"""Needs, seeds, proposals, introductions, outcomes; the week and meeting days."""

from .agreement import AgreedWords, Agreement
from .alert import AlertChoice, AlertPair
from .appointment import Appointment, AppointmentOption, AppointmentStep
from .introduction import Introduction
from .meeting_day import Meeting, MeetingDay, MeetingParticipant, MeetingSlot
from .need import Need
from .outcome import Outcome
from .outcome_question import OutcomeQuestion
from .posting import NeedAttachment, NeedOrigin, Revision, SeedFingerprint
from .proposal import Proposal
from .provider import ProviderProfile
from .seed import Seed
from .story import Story, StoryAgreement
from .thread import InboundMail, ThreadFile, ThreadMessage
from .week import WeekPair, WeekPlan
from .weights import WeightsVersion

__all__ = [
    "AgreedWords",
    "Agreement",
    "AlertChoice",
    "AlertPair",
    "Appointment",
    "AppointmentOption",
    "AppointmentStep",
    "InboundMail",
    "Introduction",
    "Meeting",
    "MeetingDay",
    "MeetingParticipant",
    "MeetingSlot",
    "Need",
    "NeedAttachment",
    "NeedOrigin",
    "Outcome",
    "OutcomeQuestion",
    "Proposal",
    "ProviderProfile",
    "Revision",
    "Seed",
    "SeedFingerprint",
    "Story",
    "StoryAgreement",
    "ThreadFile",
    "ThreadMessage",
    "WeekPair",
    "WeekPlan",
    "WeightsVersion",
]
