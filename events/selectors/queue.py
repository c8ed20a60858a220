"""Reading the waitlist."""

from django.db.models import Q

from ..models import Registration


def waitlist_position(registration: Registration) -> int:
    """Place in the queue, 1 = next; 0 when not waiting."""
    if not registration.is_waiting:
        return 0
    mine = registration.waitlisted_at
    ahead = Q(waitlisted_at__lt=mine) | Q(waitlisted_at=mine, pk__lt=registration.pk)
    return (
        Registration.objects.waiting()
        .filter(ahead, participation_type_id=registration.participation_type_id)
        .count()
        + 1
    )
