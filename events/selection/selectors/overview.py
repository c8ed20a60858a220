"""What is still to be done before everybody has a result."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone

from events import permissions
from events.enums import Allocation, Duty, RegistrationState, SessionState
from events.models import Event, ParticipationType, Session

from ..enums import BatchState, DrawState, ProposalState
from ..models import Draw, LetterBatch, Proposal, Sheet

CHOSEN = (Allocation.LOTTERY, Allocation.SELECTION)
OFF = (SessionState.DRAFT, SessionState.CANCELLED)


@dataclass(frozen=True)
class Step:
    """A participation type whose places are not given first come, and where it stands."""

    kind: ParticipationType
    draw: Draw | None
    sheet: Sheet | None
    proposal: Proposal | None
    applied: int
    closed: bool

    @property
    def is_lottery(self) -> bool:
        """Whether chance decides."""
        return self.kind.allocation == Allocation.LOTTERY

    @property
    def to_commit(self) -> bool:
        """A lottery that has no commitment, while there is still time."""
        return self.is_lottery and self.draw is None and not self.closed

    @property
    def too_late(self) -> bool:
        """A lottery whose applications closed without a commitment."""
        return self.is_lottery and self.draw is None and self.closed

    @property
    def to_draw(self) -> bool:
        """Applications are closed and nothing is drawn."""
        return (
            self.draw is not None
            and self.draw.state == DrawState.COMMITTED
            and self.closed
            and self.applied > 0
        )

    @property
    def to_apply(self) -> bool:
        """Drawn and not yet applied."""
        return self.draw is not None and self.draw.state == DrawState.DRAWN

    @property
    def to_approve(self) -> bool:
        """A proposal waits for the second person."""
        return self.proposal is not None

    @property
    def to_propose(self) -> bool:
        """Applications are closed, some wait, nothing is proposed."""
        return not self.is_lottery and self.proposal is None and self.closed and self.applied > 0

    @property
    def is_open(self) -> bool:
        """Whether somebody has something to do."""
        names = ("to_commit", "too_late", "to_draw", "to_apply", "to_approve", "to_propose")
        return any(getattr(self, name) for name in names)


def steps(session: Session, now: datetime | None = None) -> list[Step]:
    """The types of ``session`` that are drawn or selected, in a constant number of queries."""
    return _steps(Q(session=session), now or timezone.now())


def open_steps(session: Session) -> int:
    """How many types of ``session`` wait for somebody."""
    return sum(step.is_open for step in steps(session))


def steps_of(user: Any, now: datetime | None = None) -> list[Step]:
    """All types of coming sessions that ``user`` may choose for."""
    now = now or timezone.now()
    events = Event.objects.filter(permissions.events_with_duty(user, Duty.SELECTOR))
    return _steps(
        Q(session__event__in=events, session__ends_at__gte=now) & ~Q(session__state__in=OFF), now
    )


def _steps(condition: Q, now: datetime) -> list[Step]:
    kinds = list(
        ParticipationType.objects.filter(condition, allocation__in=CHOSEN)
        .select_related("session__event", "draw", "sheet")
        .annotate(
            applied=Count(
                "registrations", filter=Q(registrations__state=RegistrationState.APPLIED)
            )
        )
        .order_by("session__starts_at", "position", "pk")
    )
    proposals = {
        one.sheet_id: one
        for one in Proposal.objects.filter(
            state=ProposalState.PROPOSED, sheet__participation_type__in=kinds
        )
    }
    found = []
    for kind in kinds:
        sheet = getattr(kind, "sheet", None)
        found.append(
            Step(
                kind=kind,
                draw=getattr(kind, "draw", None),
                sheet=sheet,
                proposal=proposals.get(sheet.pk) if sheet else None,
                applied=kind.applied,
                closed=now >= kind.deadline(),
            )
        )
    return found


def unsent_batches(user: Any) -> list[LetterBatch]:
    """Letters that were made ready and not sent, the oldest first."""
    events = Event.objects.filter(permissions.events_with_duty(user))
    return list(
        LetterBatch.objects.filter(session__event__in=events, state=BatchState.DRAFT)
        .select_related("session__event")
        .order_by("created_at", "pk")
    )
