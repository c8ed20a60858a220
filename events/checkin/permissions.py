"""Who may enter: what this part adds to the permissions of the room.

Receiving people is a duty of the room (``may_check_in``); joining online is a right of each
person, asked again at every click.
"""

from datetime import datetime, timedelta
from typing import Any

from events.enums import AttendanceMode, RegistrationState, SessionState

from .enums import Gate

OPENS_BEFORE = timedelta(minutes=30)


def gate(attendee: Any, now: datetime) -> Gate:
    """Where the online entrance of ``attendee`` stands at ``now``."""
    registration = attendee.registration
    session = registration.session
    if registration.participation_type.mode != AttendanceMode.ONLINE:
        return Gate.NOT_ONLINE
    if registration.state != RegistrationState.CONFIRMED or not attendee.is_admitted:
        return Gate.CLOSED
    return session_gate(session, now)


def session_gate(session: Any, now: datetime) -> Gate:
    """Where the online entrance of ``session`` stands at ``now``, whoever asks."""
    if session.state == SessionState.CANCELLED:
        return Gate.CALLED_OFF
    if session.state == SessionState.POSTPONED:
        return Gate.POSTPONED
    if now >= session.ends_at:
        return Gate.OVER
    if session.state == SessionState.DRAFT or now < session.starts_at - OPENS_BEFORE:
        return Gate.EARLY
    return Gate.OPEN if session.join_url else Gate.NO_LINK
