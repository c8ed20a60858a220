"""Reading the waitlist."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q

from ..models import Registration
from ..querysets import OFF_STATES


def waitlist_position(registration: Registration) -> int:
    """Place in the queue, 1 = next; 0 when not waiting."""
    if not registration.is_waiting:
        return 0
    mine, rank = registration.waitlisted_at, registration.waitlist_rank
    ahead = Q(waitlisted_at__lt=mine) | Q(waitlisted_at=mine, pk__lt=registration.pk)
    if rank is None:
        ahead = Q(waitlist_rank__isnull=False) | (Q(waitlist_rank__isnull=True) & ahead)
    else:
        ahead = Q(waitlist_rank__lt=rank) | (Q(waitlist_rank=rank) & ahead)
    return (
        Registration.objects.waiting()
        .filter(ahead, participation_type_id=registration.participation_type_id)
        .count()
        + 1
    )


def waitlist_positions(registrations: Iterable[Registration]) -> dict[int, int]:
    """Positions of those of ``registrations`` that wait, by their key, in one query."""
    kinds = {one.participation_type_id for one in registrations if one.is_waiting}
    if not kinds:
        return {}
    positions: dict[int, int] = {}
    counted: dict[int, int] = {}
    waiting = Registration.objects.waiting().filter(participation_type__in=kinds)
    for pk, kind in waiting.values_list("pk", "participation_type_id"):
        counted[kind] = counted.get(kind, 0) + 1
        positions[pk] = counted[kind]
    return positions


def offer_standing(registration: Registration, now: datetime) -> str:
    """``open``, ``overdue`` or ``off`` for an offer; otherwise the state of the registration."""
    if not registration.is_offered:
        return str(registration.state)
    if registration.session.state in OFF_STATES or registration.session.is_over:
        return "off"
    expires = registration.offer_expires_at
    return "overdue" if expires is not None and expires <= now else "open"
