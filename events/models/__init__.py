"""Tables of the room."""

from .attendee import Attendee
from .draft import RegistrationDraft
from .event import Event, Host
from .pages import EventIndexPage, EventPage
from .participation_type import ParticipationType
from .registration import Registration
from .session import Session

__all__ = [
    "Attendee",
    "Event",
    "EventIndexPage",
    "EventPage",
    "Host",
    "ParticipationType",
    "Registration",
    "RegistrationDraft",
    "Session",
]
