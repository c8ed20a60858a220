"""Who was there, as whoever keeps attendance says: the one seam between this part and that.

The check-in registers a provider; until one is there nobody counts as having come, so that
nobody is thanked or certified by mistake.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from django.db.models import QuerySet

from ..models import Attendee, Session


class Provider(Protocol):
    """What is asked of a keeper of attendance."""

    def attended(self, attendee: Attendee) -> bool:
        """Whether the person came."""

    def minutes_attended(self, attendee: Attendee) -> int:
        """For how long."""

    def attendees_present(self, session: Session) -> QuerySet[Attendee]:
        """Everybody who came."""


@dataclass(frozen=True)
class Keeper:
    """A provider put together from three functions."""

    attended: Callable[[Attendee], bool]
    minutes_attended: Callable[[Attendee], int]
    attendees_present: Callable[[Session], QuerySet[Attendee]]


class Nobody:
    """No attendance is kept."""

    def attended(self, attendee: Attendee) -> bool:
        """No."""
        return False

    def minutes_attended(self, attendee: Attendee) -> int:
        """None."""
        return 0

    def attendees_present(self, session: Session) -> QuerySet[Attendee]:
        """Nobody."""
        return Attendee.objects.none()


_providers: list[Provider | Keeper] = [Nobody()]


def register(provider: Provider | Keeper) -> Provider | Keeper:
    """Have ``provider`` asked from now on; gives back who was asked before."""
    before = _providers.pop()
    _providers.append(provider)
    return before


def attended(attendee: Attendee) -> bool:
    """Whether ``attendee`` came."""
    return _providers[-1].attended(attendee)


def minutes_attended(attendee: Attendee) -> int:
    """How many minutes ``attendee`` was there."""
    return _providers[-1].minutes_attended(attendee)


def attendees_present(session: Session) -> QuerySet[Attendee]:
    """Everybody who came to ``session``."""
    return _providers[-1].attendees_present(session)
