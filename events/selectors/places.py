"""Proof that the counters are right."""

from dataclasses import dataclass

from django.db.models import OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from ..enums import HOLDING_STATES
from ..models import ParticipationType, PlaceHold, Registration


@dataclass(frozen=True)
class Breach:
    """A participation type whose numbers do not agree."""

    participation_type: int
    capacity: int
    taken: int
    held: int
    asleep: bool

    def __str__(self) -> str:
        words = f"type {self.participation_type}: capacity {self.capacity}, taken {self.taken}"
        return f"{words}, held {self.held}" + (", a place is asleep" if self.asleep else "")


def breaches() -> list[Breach]:
    """Types whose counter is wrong, exceeds capacity, or lets a place sleep."""
    found = []
    on_hold = (
        PlaceHold.objects.filter(participation_type=OuterRef("pk"), ended_at__isnull=True)
        .order_by()
        .values("participation_type")
        .annotate(places_sum=Sum("places"))
        .values("places_sum")
    )
    kinds = ParticipationType.objects.annotate(
        held=Coalesce(
            Sum("registrations__places", filter=Q(registrations__state__in=HOLDING_STATES)), 0
        )
        + Coalesce(Subquery(on_hold), 0)
    ).order_by("pk")
    smallest = {
        row["participation_type"]: row["places"]
        for row in Registration.objects.in_line(timezone.now())
        .order_by("participation_type", "-places")
        .values("participation_type", "places")
    }
    for kind in kinds:
        asleep = kind.pk in smallest and smallest[kind.pk] <= kind.capacity - kind.held
        if kind.held != kind.taken or kind.held > kind.capacity or asleep:
            found.append(Breach(kind.pk, kind.capacity, kind.taken, kind.held, asleep))
    return found
