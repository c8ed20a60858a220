"""Reading the waitlist."""

from django.db.models import Q

from ..models import Registration


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
