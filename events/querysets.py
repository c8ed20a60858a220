"""What chains: questions to the tables of the room."""

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import F, Q

from .enums import ACTIVE_STATES, HOLDING_STATES, RegistrationState, SessionState

PUBLIC_SESSION_STATES = tuple(
    state for state in SessionState.values if state != SessionState.DRAFT
)


class SessionQuerySet(models.QuerySet[Any]):
    """Sessions."""

    def announced(self) -> Self:
        """Those the public may know of."""
        return self.filter(state__in=PUBLIC_SESSION_STATES)

    def upcoming(self, now: datetime) -> Self:
        """Not over yet, soonest first."""
        return self.announced().filter(ends_at__gte=now).order_by("starts_at", "id")

    def past(self, now: datetime) -> Self:
        """Over, latest first."""
        return self.announced().filter(ends_at__lt=now).order_by("-starts_at", "-id")


class ParticipationTypeQuerySet(models.QuerySet[Any]):
    """Participation types, and the one conditional UPDATE that gives a place away."""

    def take(self, *, pk: int, places: int) -> bool:
        """Take ``places`` if that many are left; atomic on every engine."""
        free = self.filter(pk=pk, taken__lte=F("capacity") - places)
        return free.update(taken=F("taken") + places) == 1

    def release(self, *, pk: int, places: int) -> None:
        """Give ``places`` back."""
        self.filter(pk=pk).update(taken=F("taken") - places)


class RegistrationQuerySet(models.QuerySet[Any]):
    """Registrations."""

    def active(self) -> Self:
        """Those that count as an application."""
        return self.filter(state__in=ACTIVE_STATES)

    def holding(self) -> Self:
        """Those that hold a place."""
        return self.filter(state__in=HOLDING_STATES)

    def waiting(self) -> Self:
        """The waitlist, first come first."""
        return self.filter(state=RegistrationState.WAITLISTED).order_by(
            F("waitlist_rank").asc(nulls_last=True), "waitlisted_at", "id"
        )

    def of_user(self, user: Any) -> Self:
        """Those ``user`` may see: made by the user or by an organization of the user."""
        return self.filter(Q(applicant=user) | Q(organization__memberships__user=user)).distinct()
