"""Needs, seeds, proposals, introductions, outcomes; the week and meeting days."""

from .agreement import AgreedWords, Agreement
from .appointment import Appointment, AppointmentOption, AppointmentStep
from .introduction import Introduction
from .meeting_day import Meeting, MeetingDay, MeetingParticipant, MeetingSlot
from .need import Need
from .outcome import Outcome
from .outcome_question import OutcomeQuestion
from .proposal import Proposal
from .seed import Seed
from .story import Story, StoryAgreement
from .thread import InboundMail, ThreadFile, ThreadMessage
from .week import WeekPair, WeekPlan

__all__ = [
    "AgreedWords",
    "Agreement",
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
    "Outcome",
    "OutcomeQuestion",
    "Proposal",
    "Seed",
    "Story",
    "StoryAgreement",
    "ThreadFile",
    "ThreadMessage",
    "WeekPair",
    "WeekPlan",
]
