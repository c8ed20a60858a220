"""What chains: questions to the tables of the room."""

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from .enums import ACTIVE_STATES, HOLDING_STATES, RegistrationState, SessionState

OFF_STATES = (SessionState.DRAFT, SessionState.CANCELLED, SessionState.POSTPONED)
"""A session in one of these takes place at no known time: nobody is promoted or reminded."""
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

    def nobody_ahead(self, now: datetime) -> Self:
        """Those whose free places nobody on the waitlist is waiting to be offered."""
        registrations = self.model._meta.get_field("registrations").related_model.objects
        ahead = registrations.in_line(now).filter(
            participation_type=OuterRef("pk"), places__lte=OuterRef("capacity") - OuterRef("taken")
        )
        return self.filter(~Exists(ahead))

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

    def in_line(self, now: datetime) -> Self:
        """The part of the waitlist that a free place is offered to: the session is to come."""
        return (
            self.waiting()
            .filter(session__starts_at__gt=now)
            .exclude(session__state__in=OFF_STATES)
        )

    def offers_due(self, now: datetime) -> Self:
        """Offers whose deadline has passed; while a session is postponed, none passes."""
        return self.filter(state=RegistrationState.OFFERED, offer_expires_at__lte=now).exclude(
            session__state__in=OFF_STATES
        )

    def of_user(self, user: Any) -> Self:
        """Those ``user`` may see: made by the user or by an organization of the user."""
        return self.filter(Q(applicant=user) | Q(organization__memberships__user=user)).distinct()
