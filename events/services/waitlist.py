"""キャンセル待ち: who comes next, and that no place sleeps.

After every transaction, nobody on a waitlist fits into the places that are free.
Whoever frees places and whoever finds none left lock the participation type's
row first, so that neither misses the other.
"""

from django.db import transaction
from django.utils import timezone

from portal.privacy import services as privacy

from ..enums import RegistrationState
from ..models import ParticipationType, Registration
from . import notices


def lock(type_id: int) -> ParticipationType:
    """The participation type, its row held until the end of the transaction."""
    return ParticipationType.objects.select_for_update().get(pk=type_id)


def take_or_lock(kind: ParticipationType, places: int) -> bool:
    """Take ``places``; when there are none, hold the row so that none is freed unseen.

    Without the second look, a place given back between our UPDATE and our insert
    would find an empty waitlist and stay asleep.
    """
    if ParticipationType.objects.take(pk=kind.pk, places=places):
        return True
    lock(kind.pk)
    return ParticipationType.objects.take(pk=kind.pk, places=places)


def promote(kind: ParticipationType) -> list[Registration]:
    """Confirm, in order, everyone on the waitlist of ``kind`` who fits; its row is locked.

    Someone whose group is larger than what is free keeps the position and is passed over.
    """
    promoted = []
    waiting = (
        Registration.objects.waiting()
        .filter(participation_type=kind)
        .select_related("session__event", "participation_type")
    )
    left = ParticipationType.objects.get(pk=kind.pk).places_left
    for registration in waiting if left else ():
        if left == 0:
            break
        if registration.places > left or registration.session.is_over:
            continue
        if not ParticipationType.objects.take(pk=kind.pk, places=registration.places):
            break
        left -= registration.places
        registration.state = RegistrationState.CONFIRMED
        registration.confirmed_at = timezone.now()
        registration.save(update_fields=["state", "confirmed_at"])
        privacy.record(
            action="registration.promoted", target=f"registration:{registration.reference}"
        )
        notices.promoted(registration)
        promoted.append(registration)
    return promoted


def fill(*, participation_type: ParticipationType) -> list[Registration]:
    """Promote whoever fits, for example after the capacity was raised."""
    with transaction.atomic():
        return promote(lock(participation_type.pk))
