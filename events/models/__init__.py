"""Tables of the room."""

from .answer import Answer, Upload
from .attendee import Attendee
from .draft import RegistrationDraft
from .event import Event, EventStaff, Host, Series
from .feed_token import FeedToken
from .hold import PlaceHold
from .pages import EventIndexPage, EventPage
from .participation_type import ParticipationType
from .question import Question
from .registration import Registration
from .session import Session

__all__ = [
    "Answer",
    "Attendee",
    "Event",
    "EventIndexPage",
    "EventPage",
    "EventStaff",
    "FeedToken",
    "Host",
    "ParticipationType",
    "PlaceHold",
    "Question",
    "Registration",
    "RegistrationDraft",
    "Series",
    "Session",
    "Upload",
]
