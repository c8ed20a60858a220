"""What becomes of an application: confirmed, turned down, cancelled.

Each is one transaction with its mails, its audit entry and the counter of places; whoever
frees places locks the participation type first (see ``waitlist``).
"""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils import timezone

from portal.privacy import services as privacy

from ..enums import REGISTRATION_TRANSITIONS, RegistrationState
from ..models import ParticipationType, Registration
from . import holds, notices, waitlist
from .errors import AlreadyRegistered, NoPlaceLeft, TransitionRefused

Guard = Callable[[Registration], None]
_guards: dict[str, Guard] = {}


def register_guard(name: str, guard: Guard) -> None:
    """Have ``guard`` asked before a result is given by hand; it raises what forbids it.

    A lottery or an approval by two people may not be passed by. ValueError if taken.
    """
    if name in _guards:
        raise ValueError(f"{name!r} guards decisions already.")
    _guards[name] = guard


def cancel(*, registration: Registration, actor: Any = None, reason: str = "") -> Registration:
    """Cancel, give the places back and promote the next in the same transaction.

    Cancelling twice is one cancellation.

    Raises:
        TransitionRefused: the registration was turned down or has expired.
    """
    with transaction.atomic():
        kind = waitlist.lock(registration.participation_type_id)
        current = _fresh(registration)
        if current.state == RegistrationState.CANCELLED:
            return current
        held, confirmed = current.holds_place, current.is_confirmed
        _move(current, RegistrationState.CANCELLED)
        current.cancelled_at = timezone.now()
        current.save(update_fields=["state", "cancelled_at"])
        _record(current, "registration.cancelled", actor, reason)
        notices.cancelled(current, was_confirmed=confirmed)
        if held:
            ParticipationType.objects.release(pk=kind.pk, places=current.places)
            waitlist.promote(kind)
        return current


def confirm(
    *,
    registration: Registration,
    actor: Any = None,
    reason: str = "",
    notify: bool = True,
    approved: bool = False,
) -> Registration:
    """Give a waiting or applying company its place (staff, selection, accepted offer).

    ``notify=False`` leaves the telling to the caller, ``approved`` says that the lottery or
    the second person has spoken.

    Raises:
        AlreadyRegistered: it has applied anew since it was turned down.
        NoPlaceLeft: the participation type is full.
        TransitionRefused: the registration cannot be confirmed from where it stands.
    """
    with transaction.atomic():
        kind = waitlist.lock(registration.participation_type_id)
        current = _fresh(registration)
        if current.state == RegistrationState.CONFIRMED:
            return current
        _ask(current, approved)
        if current.state == RegistrationState.REJECTED:
            _ask_for_one_active(current)
        held = current.holds_place
        _move(current, RegistrationState.CONFIRMED)
        ended = 0 if held else _take(kind, current.places)
        current.confirmed_at = timezone.now()
        current.save(update_fields=["state", "confirmed_at"])
        _record(current, "registration.confirmed", actor, reason)
        if notify:
            notices.confirmed(current)
        if ended:
            waitlist.promote(kind)
        return current


def _take(kind: ParticipationType, places: int) -> int:
    """Take ``places`` of the locked type; how many expired holds had to make room."""
    if ParticipationType.objects.take(pk=kind.pk, places=places):
        return 0
    ended = holds.end_expired(kind, timezone.now())
    if not ended or not ParticipationType.objects.take(pk=kind.pk, places=places):
        raise NoPlaceLeft
    return ended


def reserve(
    *, registration: Registration, rank: int, actor: Any = None, reason: str = ""
) -> Registration:
    """Put an applying or turned down company on the waitlist at ``rank``; the caller tells it.

    Raises:
        AlreadyRegistered: it has applied anew since it was turned down.
        TransitionRefused: the registration cannot wait from where it stands.
    """
    with transaction.atomic():
        waitlist.lock(registration.participation_type_id)
        current = _fresh(registration)
        if current.state != RegistrationState.WAITLISTED:
            _ask_for_one_active(current)
            _move(current, RegistrationState.WAITLISTED)
            current.waitlisted_at = timezone.now()
        current.waitlist_rank = rank
        current.save(update_fields=["state", "waitlisted_at", "waitlist_rank"])
        _record(current, "registration.reserved", actor, reason)
        return current


def reject(
    *,
    registration: Registration,
    actor: Any = None,
    reason: str = "",
    notify: bool = True,
    approved: bool = False,
) -> Registration:
    """Turn an applying or waiting company down, with a reason for the record.

    Who agreed to it and finds a place there is confirmed in the fallback type instead,
    in the same transaction. ``notify`` and ``approved`` as in ``confirm``.

    Raises:
        TransitionRefused: the registration cannot be turned down from where it stands.
    """
    with transaction.atomic():
        waitlist.lock(registration.participation_type_id)
        current = _fresh(registration)
        if current.state == RegistrationState.REJECTED:
            return current
        _ask(current, approved)
        if _fall_back(current, actor, reason, notify=notify):
            return current
        _move(current, RegistrationState.REJECTED)
        current.save(update_fields=["state"])
        _record(current, "registration.rejected", actor, reason)
        if notify:
            notices.rejected(current)
        return current


def _fall_back(registration: Registration, actor: Any, reason: str, *, notify: bool) -> bool:
    """Confirm in the fallback type what lost in its own, if agreed to and places are left."""
    kind = registration.participation_type
    other = kind.fallback
    if not registration.accepts_fallback or other is None or registration.holds_place:
        return False
    places = other.places_for(registration.attendees.count())
    free = ParticipationType.objects.nobody_ahead(timezone.now())
    if not free.take(pk=other.pk, places=places):
        return False
    registration.applied_type = kind
    registration.participation_type = other
    registration.places = places
    _move(registration, RegistrationState.CONFIRMED)
    registration.confirmed_at = timezone.now()
    registration.save(
        update_fields=["state", "participation_type", "applied_type", "places", "confirmed_at"]
    )
    _record(registration, "registration.fell_back", actor, reason)
    if notify:
        notices.fell_back(registration)
    return True


def _ask(registration: Registration, approved: bool) -> None:
    """Have the guards look at a result given by hand; who waits or holds an offer is past it."""
    undecided = (RegistrationState.APPLIED, RegistrationState.REJECTED)
    if not approved and registration.state in undecided:
        for guard in _guards.values():
            guard(registration)


def _ask_for_one_active(registration: Registration) -> None:
    other = (
        Registration.objects.active()
        .filter(session_id=registration.session_id, applicant_key=registration.applicant_key)
        .exclude(pk=registration.pk)
        .first()
    )
    if other is not None:
        raise AlreadyRegistered(other)


def _fresh(registration: Registration) -> Registration:
    return Registration.objects.select_related(
        "session__event", "participation_type__fallback"
    ).get(pk=registration.pk)


def _move(registration: Registration, state: RegistrationState) -> None:
    if state not in REGISTRATION_TRANSITIONS[registration.state]:
        raise TransitionRefused(registration)
    registration.state = state


def _record(registration: Registration, action: str, actor: Any, reason: str) -> None:
    privacy.record(
        action=action,
        target=f"registration:{registration.reference}",
        actor=actor,
        reason=reason,
    )
