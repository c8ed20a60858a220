"""Reading the waitlist."""

from ..models import Registration


def waitlist_position(registration: Registration) -> int:
    """Place in the queue, 1 = next; 0 when not waiting."""
    if not registration.is_waiting:
        return 0
    waiting = (
        Registration.objects.waiting()
        .filter(participation_type_id=registration.participation_type_id)
        .values_list("pk", flat=True)
    )
    return list(waiting).index(registration.pk) + 1
