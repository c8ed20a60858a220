"""Reading sheets, one's own scores, and proposals."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from events import permissions
from events.models import Event, Registration

from ..enums import ProposalState
from ..models import Proposal, Review, Sheet
from .ranking import applications


def earlier(sheet: Sheet, user: Any) -> list[Sheet]:
    """Sheets with criteria of events that ``user`` runs, the latest first."""
    events = Event.objects.filter(permissions.events_with_duty(user))
    return list(
        Sheet.objects.filter(participation_type__session__event__in=events, criteria__isnull=False)
        .exclude(pk=sheet.pk)
        .select_related("participation_type__session__event")
        .distinct()
        .order_by("-pk")[:50]
    )


def own_review(sheet: Sheet, registration: Registration, user: Any) -> Review | None:
    """What ``user`` has given the company so far."""
    return (
        Review.objects.filter(sheet=sheet, registration=registration, selector=user)
        .prefetch_related("scores")
        .first()
    )


@dataclass(frozen=True)
class Line:
    """One company as its selector meets it."""

    registration: Registration
    given: int
    wanted: int
    abstains: bool

    @property
    def is_done(self) -> bool:
        """Whether nothing is missing."""
        return self.abstains or (self.wanted > 0 and self.given >= self.wanted)


def own_progress(sheet: Sheet, user: Any) -> list[Line]:
    """Every company, and how far ``user`` has scored it, in a constant number of queries."""
    wanted = sheet.criteria.count()
    own = {
        one.registration_id: one
        for one in Review.objects.filter(sheet=sheet, selector=user).annotate(
            given=Count("scores", filter=Q(scores__criterion__sheet=sheet))
        )
    }
    lines = []
    for registration in applications(sheet):
        review = own.get(registration.pk)
        lines.append(
            Line(
                registration,
                given=review.given if review else 0,
                wanted=wanted,
                abstains=bool(review and review.abstains),
            )
        )
    return lines


def next_unscored(sheet: Sheet, user: Any) -> int | None:
    """The first company that ``user`` has not finished."""
    return next(
        (line.registration.pk for line in own_progress(sheet, user) if not line.is_done), None
    )


def proposals(sheet: Sheet) -> QuerySet[Proposal]:
    """All proposals, the latest first."""
    return sheet.proposals.select_related("proposed_by", "decided_by").annotate(
        number=Count("lines")
    )


def was_decided(sheet: Sheet) -> bool:
    """Whether a proposal was approved before."""
    return sheet.proposals.filter(state=ProposalState.APPROVED).exists()
