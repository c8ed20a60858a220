"""Proof that the counters are right: what each type says it gave away, counted again."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, IntegerField, Min, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from ..enums import RegistrationState, SessionState
from ..models import ParticipationType, PlaceHold, Registration

LIVING_STATES = (SessionState.ANNOUNCED, SessionState.OPEN, SessionState.CLOSED)
"""Sessions of which a free place is of use to somebody."""


@dataclass(frozen=True)
class Count:
    """One participation type: what its counter says, and what holds its places."""

    participation_type: int
    capacity: int
    taken: int
    held: int
    smallest_waiting: int | None

    @property
    def is_right(self) -> bool:
        """Whether the counter is the sum of what is held."""
        return self.taken == self.held

    @property
    def is_oversold(self) -> bool:
        """Whether more is held than there is."""
        return self.held > self.capacity

    @property
    def is_asleep(self) -> bool:
        """Whether somebody waits who would fit."""
        if self.smallest_waiting is None:
            return False
        return self.smallest_waiting <= self.capacity - self.held

    def __str__(self) -> str:
        return f"capacity {self.capacity}, taken {self.taken}, held {self.held}"


def counts(now: datetime) -> Iterator[Count]:
    """Every participation type, counted in one statement and so at one moment.

    Confirmed and offered registrations hold places, and so does an open confirmation step.
    """
    ours = Registration.objects.filter(participation_type=OuterRef("pk"))
    waiting = ours.filter(
        state=RegistrationState.WAITLISTED,
        session__starts_at__gt=now,
        session__state__in=LIVING_STATES,
    )
    holds = PlaceHold.objects.filter(participation_type=OuterRef("pk"), ended_at__isnull=True)
    rows = (
        ParticipationType.objects.order_by("pk")
        .annotate(
            registered=Coalesce(_whole(ours.holding(), Sum("places")), 0),
            kept=Coalesce(_whole(holds, Sum("places")), 0),
            smallest=_whole(waiting, Min("places")),
        )
        .values_list("pk", "capacity", "taken", F("registered") + F("kept"), "smallest")
    )
    for row in rows.iterator():
        yield Count(*row)


def _whole(rows: QuerySet[Any], figure: Any) -> Subquery:
    """One figure over ``rows``, as a subquery."""
    found = rows.order_by().values("participation_type").annotate(figure=figure).values("figure")
    return Subquery(found, output_field=IntegerField())
