"""仮押さえ: places kept while the confirmation step of a form is open.

A hold counts in ``ParticipationType.taken`` like a confirmed place, so held, confirmed and
offered places together never exceed the capacity. Whoever ends a hold locks its row first
and the participation type's row second; the clean-up of expired holds has the type's row
already and therefore skips holds that somebody is just using.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from ..enums import Allocation
from ..models import ParticipationType, PlaceHold
from ..models.hold import HOLD_LENGTH
from . import offers, waitlist


@dataclass
class Claim:
    """Places of a form's holds by participation type, in the hands of a registration to come."""

    places: dict[int, int]
    began_at: datetime | None = None


def keep(
    *,
    key: str,
    participation_type: ParticipationType,
    people: int,
    minimum: int | None = None,
    accepts_fallback: bool = False,
    now: datetime | None = None,
) -> None:
    """Hold what the form ``key`` asks for, for ten minutes and once; else in the fallback type.

    Asked again while the hold runs, its size follows the form and its end stays.
    """
    kind, now = participation_type, now or timezone.now()
    if kind.allocation != Allocation.FIRST_COME:
        return
    with transaction.atomic():
        mine = {hold.participation_type_id: hold for hold in _locked(key)}
        first = mine.pop(kind.pk, None)
        other = kind.fallback if accepts_fallback else None
        wanted = kind.places_for(people)
        if first is not None:
            if first.ended_at is None:
                _resize(first, wanted)
            held = True
        else:
            held = _hold(key, kind, wanted, minimum, now)
        if not held and other is not None and other.pk not in mine:
            _hold(key, other, other.places_for(people), None, now)
        if held or other is None:
            _end(mine.values(), now)


def claim(*, key: str | None, now: datetime) -> Claim:
    """End the holds of the form ``key`` and keep their places for the registration to come.

    A hold that has expired but was not cleaned up still has its places; only one that
    runs tells when it began (``began_at``).
    """
    if key is None:
        return Claim({})
    holds = [hold for hold in _locked(key) if hold.ended_at is None]
    if holds:
        PlaceHold.objects.filter(pk__in=[hold.pk for hold in holds]).update(ended_at=now)
    running = [hold.created_at for hold in holds if hold.expires_at > now]
    return Claim(
        {hold.participation_type_id: hold.places for hold in holds}, min(running, default=None)
    )


def drop(*, key: str, now: datetime | None = None) -> None:
    """The form was given up: its places go back, and to the next who waits."""
    with transaction.atomic():
        _end(_locked(key), now or timezone.now())


def take(kind: ParticipationType, places: int) -> bool:
    """Take ``places``; expired holds make room, but those who wait come first.

    When there is no room the participation type's row stays locked to the end of the
    transaction, so that no place is freed unseen (see ``waitlist``).
    """
    now = timezone.now()
    if places < 1 or ParticipationType.objects.nobody_ahead(now).take(pk=kind.pk, places=places):
        return True
    _clean_up(kind.pk, now)
    return waitlist.take_or_lock(kind, places)


def settled(type_id: int) -> ParticipationType:
    """The locked type when all that ran out is free, and all that is free was offered."""
    kind, now = waitlist.lock(type_id), timezone.now()
    end_expired(kind, now)
    offers.expire(kind, now=now)
    waitlist.promote(kind, now=now)
    return ParticipationType.objects.get(pk=type_id)


def take_some(kind: ParticipationType, *, at_most: int, at_least: int) -> int:
    """Take as many places as are left between the two numbers; 0 when they do not suffice."""
    locked = waitlist.lock(kind.pk)
    places = min(locked.places_left, at_most)
    if places < at_least or places < 1:
        return 0
    return places if ParticipationType.objects.take(pk=kind.pk, places=places) else 0


def give_back(type_id: int, places: int) -> None:
    """Free ``places`` and promote whoever waits for them, in the caller's transaction."""
    kind = waitlist.lock(type_id)
    ParticipationType.objects.release(pk=type_id, places=places)
    waitlist.promote(kind)


def release_expired(*, now: datetime | None = None) -> int:
    """Free the places of every hold that has run out; how many holds."""
    now = now or timezone.now()
    due = PlaceHold.objects.filter(ended_at__isnull=True, expires_at__lte=now).order_by()
    released = 0
    for type_id in due.values_list("participation_type_id", flat=True).distinct():
        with transaction.atomic():
            released += _clean_up(type_id, now)
    return released


def end_expired(kind: ParticipationType, now: datetime) -> int:
    """Free the places of expired holds and promote nobody yet; how many. The row is locked."""
    expired = list(
        PlaceHold.objects.select_for_update(skip_locked=True).filter(
            participation_type=kind, ended_at__isnull=True, expires_at__lte=now
        )
    )
    if expired:
        PlaceHold.objects.filter(pk__in=[hold.pk for hold in expired]).update(ended_at=now)
        places = sum(hold.places for hold in expired)
        ParticipationType.objects.release(pk=kind.pk, places=places)
    return len(expired)


def _clean_up(type_id: int, now: datetime) -> int:
    kind = waitlist.lock(type_id)
    ended = end_expired(kind, now)
    if ended:
        waitlist.promote(kind)
    return ended


def _locked(key: str) -> list[PlaceHold]:
    return list(PlaceHold.objects.select_for_update().filter(key=key))


def _hold(
    key: str, kind: ParticipationType, wanted: int, minimum: int | None, now: datetime
) -> bool:
    places = wanted if take(kind, wanted) else 0
    if not places and minimum is not None:
        places = take_some(kind, at_most=wanted, at_least=minimum)
    if not places:
        return False
    PlaceHold.objects.create(
        key=key, participation_type=kind, places=places, expires_at=now + HOLD_LENGTH
    )
    return True


def _resize(hold: PlaceHold, wanted: int) -> None:
    """More places if there are any, else what there was; fewer at once."""
    more = wanted - hold.places
    if more > 0 and not take(hold.participation_type, more):
        return
    if more:
        PlaceHold.objects.filter(pk=hold.pk).update(places=wanted)
    if more < 0:
        give_back(hold.participation_type_id, -more)


def _end(holds: Iterable[PlaceHold], now: datetime) -> None:
    for hold in holds:
        if hold.ended_at is None:
            PlaceHold.objects.filter(pk=hold.pk).update(ended_at=now)
            give_back(hold.participation_type_id, hold.places)
