"""Answers to offers: accepted, declined, or none in time; staff may set a new deadline."""

import logging
from datetime import datetime

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from ..enums import RegistrationState
from ..models import ParticipationType, Registration, Session
from ..querysets import OFF_STATES
from . import notices, offers, waitlist
from .errors import OfferEnded

logger = logging.getLogger(__name__)


def accept(*, registration: Registration, now: datetime | None = None) -> Registration:
    """Turn the offer into a confirmed place; accepting twice is accepting once.

    Raises:
        OfferEnded: the deadline has passed, it was declined, or the session is off.
    """
    now = now or timezone.now()
    with transaction.atomic():
        kind = waitlist.lock(registration.participation_type_id)
        _end_overdue(kind, now)
        current = _fresh(registration)
        if _is_open(current):
            offers.move(current, RegistrationState.CONFIRMED)
            current.confirmed_at = now
            current.save(update_fields=["state", "confirmed_at"])
            offers.record(current, "offer_accepted", None, "")
            notices.confirmed(current)
    # Raised after the commit: that the offer ran out is kept, whoever found it out.
    if not current.is_confirmed:
        raise OfferEnded(current)
    return current


def decline(*, registration: Registration, now: datetime | None = None) -> Registration:
    """Give the place on to the next in the same transaction; declining twice is once.

    Raises:
        OfferEnded: it ran out, or was accepted: a confirmed place is cancelled instead.
    """
    now = now or timezone.now()
    with transaction.atomic():
        kind = waitlist.lock(registration.participation_type_id)
        _end_overdue(kind, now)
        current = _fresh(registration)
        if current.is_offered:
            current.cancelled_at = now
            offers.close(current, RegistrationState.CANCELLED)
            offers.record(current, "offer_declined", None, "")
            notices.offer_declined(current)
            waitlist.promote(kind, now=now)
    if current.state != RegistrationState.CANCELLED:
        raise OfferEnded(current)
    return current


def expire_due(*, now: datetime | None = None) -> int:
    """End what ran out and offer what is free, type by type; how many types changed.

    The second half finds what no other door woke: after a hold, a changed clock, a repair.
    """
    now = now or timezone.now()
    due = Registration.objects.offers_due(now).order_by().values("participation_type")
    waiting = Registration.objects.in_line(now).order_by().values("participation_type")
    kinds = ParticipationType.objects.filter(
        Q(pk__in=due) | Q(pk__in=waiting, taken__lt=F("capacity"))
    ).order_by("pk")
    changed = 0
    for pk in list(kinds.values_list("pk", flat=True)):
        with transaction.atomic():
            kind = waitlist.lock(pk)
            ended = offers.expire(kind, now=now)
            changed += bool(ended + len(waitlist.promote(kind, now=now)))
    if changed:
        logger.info("offers brought up to date", extra={"types": changed})
    return changed


def renew(*, session: Session, now: datetime | None = None) -> int:
    """Give running offers a new deadline once a postponed session has its date; how many."""
    now = now or timezone.now()
    with transaction.atomic():
        running = (
            Registration.objects.filter(session=session, state=RegistrationState.OFFERED)
            .select_related("session__event", "participation_type")
            .order_by("pk")
        )
        for registration in running:
            until = offers.deadline(session=session, now=now)
            if until is None:
                offers.move(registration, RegistrationState.CONFIRMED)
                registration.confirmed_at = now
                registration.save(update_fields=["state", "confirmed_at"])
                offers.record(registration, "promoted", None, "")
                notices.promoted(registration)
                continue
            registration.offered_at, registration.offer_expires_at = now, until
            registration.save(update_fields=["offered_at", "offer_expires_at"])
            offers.record(registration, "offered", None, "")
            notices.offered(registration, version=f":{session.sequence}")
        return len(running)


def _end_overdue(kind: ParticipationType, now: datetime) -> None:
    if offers.expire(kind, now=now):
        waitlist.promote(kind, now=now)


def _is_open(registration: Registration) -> bool:
    off = registration.session.state in OFF_STATES or registration.session.is_over
    return registration.is_offered and not off


def _fresh(registration: Registration) -> Registration:
    return Registration.objects.select_related("session__event", "participation_type").get(
        pk=registration.pk
    )
