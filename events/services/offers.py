"""繰上げ案内: a freed place is offered to the next who fits, and kept until a deadline.

The rule for the deadline: ``offer_hours`` business hours of the session, but never past the
last closing of the office (17:00) before the day of the session. Where less than three
business hours (or than ``offer_hours``) would be left to answer, there is no offer: the
place is given at once, and whoever cannot come cancels.
"""

from datetime import datetime, timedelta
from typing import Any

from portal.privacy import services as privacy

from .. import business_hours
from ..enums import REGISTRATION_TRANSITIONS, RegistrationState
from ..models import Attendee, ParticipationType, Registration, Session
from . import notices
from .errors import TransitionRefused

LEAST_HOURS = 3
"""Business hours; less is no time to ask colleagues."""


def deadline(*, session: Session, now: datetime) -> datetime | None:
    """Until when an offer made at ``now`` is kept; None: too late to ask, give the place."""
    latest = min(
        business_hours.add(now, session.offer_hours),
        business_hours.last_closing_before(session.starts_at),
    )
    least = timedelta(hours=min(LEAST_HOURS, session.offer_hours))
    if session.offer_hours == 0 or business_hours.between(now, latest) < least:
        return None
    return latest


def fitting(registration: Registration, left: int) -> int:
    """How many of ``left`` places suit ``registration``; 0 when it would rather wait.

    All it needs; or, where the type and the applicant allow it, fewer but not less than
    the stated minimum.
    """
    kind = registration.participation_type
    needed = kind.places_for(registration.attendees.count())
    if needed <= left:
        return needed
    least = registration.minimum_people
    may_be_fewer = kind.allows_fewer and needed > 1 and least is not None
    return left if may_be_fewer and least is not None and 0 < least <= left else 0


def give(
    registration: Registration,
    *,
    places: int,
    now: datetime,
    actor: Any = None,
    reason: str = "",
) -> bool:
    """Take ``places`` and offer them, or confirm at once when there is no time to ask.

    Call it with the participation type's row locked. False: the places are not there.
    """
    kind = registration.participation_type
    if not ParticipationType.objects.take(pk=kind.pk, places=places):
        return False
    until = deadline(session=registration.session, now=now)
    state = RegistrationState.CONFIRMED if until is None else RegistrationState.OFFERED
    move(registration, state)
    _admit(registration, places)
    registration.places = places
    registration.offered_at, registration.offer_expires_at = now, until
    if until is None:
        registration.confirmed_at = now
    registration.save(
        update_fields=["state", "places", "offered_at", "offer_expires_at", "confirmed_at"]
    )
    action = "promoted" if until is None else "offered"
    record(registration, action, actor, reason, places=places)
    if until is None:
        notices.promoted(registration)
    else:
        notices.offered(registration)
    return True


def _admit(registration: Registration, places: int) -> None:
    """With fewer places than people, the first come; the others are told that they do not."""
    keys = list(registration.attendees.order_by("position", "pk").values_list("pk", flat=True))
    if registration.participation_type.places_for(len(keys)) > 1:
        Attendee.objects.filter(pk__in=keys[:places]).update(is_admitted=True)
        Attendee.objects.filter(pk__in=keys[places:]).update(is_admitted=False)


def expire(kind: ParticipationType, *, now: datetime) -> int:
    """End the offers of ``kind`` whose deadline has passed; its row is locked. How many.

    The places are free then: promote afterwards, in the same transaction.
    """
    due = list(
        Registration.objects.offers_due(now)
        .filter(participation_type=kind)
        .select_related("session__event", "participation_type")
        .order_by("offer_expires_at", "pk")
    )
    for registration in due:
        close(registration, RegistrationState.EXPIRED)
        record(registration, "offer_expired", None, "")
        notices.offer_expired(registration)
    return len(due)


def close(registration: Registration, state: RegistrationState) -> None:
    """Take the offer back into ``state``, and give its places free."""
    move(registration, state)
    registration.save(update_fields=["state", "cancelled_at"])
    ParticipationType.objects.release(
        pk=registration.participation_type_id, places=registration.places
    )


def move(registration: Registration, state: RegistrationState) -> None:
    """Set the state if the table of transitions allows it.

    Raises:
        TransitionRefused: it does not.
    """
    if state not in REGISTRATION_TRANSITIONS[registration.state]:
        raise TransitionRefused(registration)
    registration.state = state


def record(
    registration: Registration, action: str, actor: Any, reason: str, **detail: Any
) -> None:
    """Note in the audit log what became of the offer."""
    privacy.record(
        action=f"registration.{action}",
        target=f"registration:{registration.reference}",
        actor=actor,
        reason=reason,
        detail=detail,
    )
