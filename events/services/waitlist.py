"""キャンセル待ち: who comes next, and that no place sleeps.

After every transaction, nobody on a waitlist fits into the places that are free.
Whoever frees places and whoever finds none left lock the participation type's
row first, so that neither misses the other. A free place is offered (see ``offers``).
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Min
from django.utils import timezone

from ..enums import RegistrationState
from ..models import ParticipationType, Registration, Session
from . import offers
from .errors import NoPlaceLeft, TransitionRefused


def lock(type_id: int) -> ParticipationType:
    """The participation type, its row held until the end of the transaction."""
    return ParticipationType.objects.select_for_update().get(pk=type_id)


def take_or_lock(kind: ParticipationType, places: int) -> bool:
    """Take ``places`` unless somebody waits for them; else hold the row and look again.

    Without the second look, a place given back between our UPDATE and our insert
    would find an empty waitlist and stay asleep. Offers that ran out in the meantime go to
    those who wait, before anybody new.
    """
    now = timezone.now()
    free = ParticipationType.objects.nobody_ahead(now)
    if free.take(pk=kind.pk, places=places):
        return True
    offers.expire(lock(kind.pk), now=now)
    promote(kind, now=now)
    return free.take(pk=kind.pk, places=places)


def promote(kind: ParticipationType, *, now: datetime | None = None) -> list[Registration]:
    """Offer, in order, what is free to everyone on the waitlist who fits; its row is locked.

    Someone whose group is larger than what is free keeps the position and is passed over.
    Returns those who got an offer, or the place itself when the session is near.
    """
    now = now or timezone.now()
    left = ParticipationType.objects.get(pk=kind.pk).places_left
    reached: list[Registration] = []
    if not left:
        return reached
    waiting = (
        Registration.objects.in_line(now)
        .filter(participation_type=kind)
        .select_related("session__event", "participation_type")
    )
    for registration in waiting:
        places = offers.fitting(registration, left)
        if not places:
            continue
        if not offers.give(registration, places=places, now=now):
            break
        reached.append(registration)
        left -= places
        if not left:
            break
    return reached


def fill(*, participation_type: ParticipationType) -> list[Registration]:
    """Offer what is free, for example after the capacity was raised or a hold has ended."""
    with transaction.atomic():
        return promote(lock(participation_type.pk))


def fill_session(*, session: Session) -> int:
    """Offer what is free in each participation type; how many were reached."""
    with transaction.atomic():
        kinds = ParticipationType.objects.filter(session=session).order_by("pk")
        return sum(len(promote(lock(kind.pk))) for kind in kinds)


def offer(*, registration: Registration, actor: Any, reason: str) -> Registration:
    """Offer a place out of turn (staff), if there is one and the group fits.

    Raises:
        NoPlaceLeft: nothing is free for a group of this size.
        TransitionRefused: the registration does not wait, or the session is off or begun.
    """
    with transaction.atomic():
        kind = lock(registration.participation_type_id)
        now = timezone.now()
        found = (
            Registration.objects.in_line(now)
            .select_related("session__event", "participation_type")
            .filter(pk=registration.pk)
            .first()
        )
        if found is None:
            raise TransitionRefused(Registration.objects.get(pk=registration.pk))
        offers.expire(kind, now=now)
        left = ParticipationType.objects.get(pk=kind.pk).places_left
        places = offers.fitting(found, left)
        if not places or not offers.give(
            found, places=places, now=now, actor=actor, reason=reason
        ):
            raise NoPlaceLeft
        return found


def move_to_front(*, registration: Registration, actor: Any, reason: str) -> Registration:
    """Let ``registration`` be the next to get an offer; everybody else keeps the order.

    Raises:
        TransitionRefused: it does not wait.
    """
    with transaction.atomic():
        kind = lock(registration.participation_type_id)
        queue = Registration.objects.filter(
            participation_type=kind, state=RegistrationState.WAITLISTED
        )
        found = queue.filter(pk=registration.pk).first()
        if found is None:
            raise TransitionRefused(Registration.objects.get(pk=registration.pk))
        first = queue.aggregate(Min("waitlist_rank"))["waitlist_rank__min"]
        if first == 0:
            queue.filter(waitlist_rank__isnull=False).update(waitlist_rank=F("waitlist_rank") + 1)
        found.waitlist_rank = 0
        found.save(update_fields=["waitlist_rank"])
        offers.record(found, "moved_to_front", actor, reason)
        promote(kind)
        found.refresh_from_db()
        return found
