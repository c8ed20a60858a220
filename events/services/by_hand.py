"""職員の手で: what staff do to an application for somebody, always with a reason.

Places are given and taken by ``registration``, ``decisions`` and ``waitlist`` alone.
"""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from portal.delivery import mail
from portal.privacy import services as privacy

from ..enums import REGISTRATION_TRANSITIONS, Door, RegistrationState
from ..models import ParticipationType, Registration
from . import posting, waitlist
from . import registration as registrations
from .application import NOTICE_VERSION, Company, Contact, Person
from .errors import TransitionRefused


def register(
    *,
    participation_type: ParticipationType,
    company: Company,
    contact: Contact,
    attendees: Sequence[Person],
    actor: Any,
    reason: str,
    message: str = "",
    accepts_fallback: bool = False,
    idempotency_key: str | None = None,
) -> Registration:
    """Register a company that applied by telephone or on paper, also after the deadline.

    The consent to the notice is kept as told to ``actor``; none is given for other bodies.

    Raises:
        RegistrationError: see ``registration.register``.
    """
    with transaction.atomic():
        if idempotency_key and (same := _made_with(idempotency_key)):
            return same
        done = registrations.register(
            session=participation_type.session,
            participation_type=participation_type,
            company=company,
            contact=contact,
            attendees=attendees,
            message=message,
            accepts_fallback=accepts_fallback,
            idempotency_key=idempotency_key,
            door=Door.STAFF,
            actor=actor,
            reason=reason,
        )
        _record(done, "registration.by_hand", actor, reason)
        privacy.give_consent(
            purpose=registrations.CONSENT_PURPOSE,
            notice_version=NOTICE_VERSION,
            subject=f"registration:{done.reference}",
        )
    return done


def _made_with(key: str) -> Registration | None:
    return Registration.objects.filter(idempotency_key=key, door=Door.STAFF).first()


def to_waitlist(*, registration: Registration, actor: Any, reason: str) -> Registration:
    """Put an applying or turned-down company on the waitlist; a free place goes to the next.

    Raises:
        TransitionRefused: the registration cannot wait from where it stands.
    """
    with transaction.atomic():
        kind = waitlist.lock(registration.participation_type_id)
        current = Registration.objects.select_related("session__event", "participation_type").get(
            pk=registration.pk
        )
        if current.is_waiting:
            return current
        if RegistrationState.WAITLISTED not in REGISTRATION_TRANSITIONS[current.state]:
            raise TransitionRefused(current)
        current.state = RegistrationState.WAITLISTED
        current.waitlisted_at = timezone.now()
        current.save(update_fields=["state", "waitlisted_at"])
        _record(current, "registration.waitlisted", actor, reason)
        waitlist.fill(participation_type=kind)
        current.refresh_from_db(fields=["state"])
    return current


def correct(
    *, registration: Registration, contact: Contact, actor: Any, reason: str, resend: bool
) -> Registration:
    """Put the contact right; a new address gets a link of its own and the old one is void.

    Names and addresses of attendees are saved by the caller in the same transaction.
    """
    with transaction.atomic():
        moved = registration.contact_email.lower() != contact.email.lower()
        registration.contact_name = contact.name
        registration.contact_email = contact.email
        registration.contact_phone = contact.phone
        registration.changed_at = timezone.now()
        fields = ["contact_name", "contact_email", "contact_phone", "changed_at"]
        registration.save(update_fields=fields)
        if moved:
            Registration.objects.filter(pk=registration.pk).update(
                link_version=F("link_version") + 1
            )
            registration.refresh_from_db(fields=["link_version"])
        _record(registration, "registration.corrected", actor, reason)
        if moved or resend:
            stamp = f"{registration.changed_at:%Y%m%d%H%M%S%f}"
            _letter(registration, "corrected", key=stamp)
    return registration


def message(
    *, registration: Registration, subject: str, text: str, actor: Any, key: str
) -> Registration:
    """Write to the contact; the same ``key`` twice is one mail."""
    with transaction.atomic():
        _record(registration, "registration.messaged", actor, subject)
        _letter(registration, "message", key=key, subject=subject, words=text)
    return registration


def _letter(registration: Registration, letter: str, *, key: str, **words: str) -> None:
    mail.queue(
        key=f"registration:{registration.reference}:{letter}:{key}",
        to=registration.contact_email,
        template=f"events_staff_{letter}",
        context=posting.context(registration) | words,
        language=registration.language,
    )


def _record(registration: Registration, action: str, actor: Any, reason: str) -> None:
    privacy.record(
        action=action,
        target=f"registration:{registration.reference}",
        actor=actor,
        reason=reason,
    )
