"""申込: the one way to become registered.

Every door (web, staff, import, API, walk-in) calls ``register``; what becomes of an
application afterwards is decided in ``decisions``. A place is given by one conditional
UPDATE of the counter, in the transaction that keeps the registration, its mails, its
consents and its audit entry.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from portal.accounts.models import Organization
from portal.privacy import services as privacy

from ..enums import (
    Allocation,
    Door,
    RegistrationState,
)
from ..models import Attendee, ParticipationType, Registration, Session
from ..references import new_reference
from . import notices, waitlist
from .application import NOTICE_VERSION, Company, Contact, Person, applicant_key
from .errors import (
    AlreadyRegistered,
    ConsentMissing,
    NotOpen,
    WrongNumberOfPeople,
)

CONSENT_PURPOSE = "event_registration"


def register(
    *,
    session: Session,
    participation_type: ParticipationType,
    attendees: Sequence[Person],
    contact: Contact,
    organization: Organization | None = None,
    company: Company | None = None,
    user: Any = None,
    consented: bool = False,
    accepts_fallback: bool = False,
    message: str = "",
    language: str = "ja",
    idempotency_key: str | None = None,
    door: Door = Door.WEB,
    now: datetime | None = None,
) -> Registration:
    """Register a company's people; full first-come types put it on the waitlist.

    The same ``idempotency_key`` (a double click, two tabs) gives the same registration.

    Raises:
        NotOpen: applications are not taken at ``now``.
        WrongNumberOfPeople: outside the limits of the participation type.
        ConsentMissing: the notice was not agreed to.
        AlreadyRegistered: the applicant has an active registration for this session.
    """
    if organization is None and company is None:
        raise ValueError("An application names an organization or a company.")
    company = company or Company.of(organization)  # type: ignore[arg-type]
    key = applicant_key(organization=organization, company=company, contact=contact)
    draft = Registration(
        session=session,
        organization=organization,
        applicant=user,
        applicant_key=key,
        company_name=company.name,
        corporate_number=company.corporate_number,
        sector_id=company.sector,
        prefecture_id=company.prefecture,
        size=company.size,
        contact_name=contact.name,
        contact_email=contact.email,
        contact_phone=contact.phone,
        message=message,
        accepts_fallback=accepts_fallback,
        language=language,
        idempotency_key=idempotency_key,
        door=door,
    )
    try:
        with transaction.atomic():
            if same := _same(idempotency_key, user):
                return same
            _check(
                session_id=session.pk,
                type_id=participation_type.pk,
                key=key,
                people=len(attendees),
                consented=consented,
                door=door,
                now=now or timezone.now(),
            )
            return _insert(draft, participation_type.pk, attendees, now or timezone.now())
    except IntegrityError:
        # Another request of the same applicant committed between our look and our insert.
        if same := _same(idempotency_key, user):
            return same
        if existing := _active(session.pk, key):
            raise AlreadyRegistered(existing) from None
        raise


def _same(idempotency_key: str | None, user: Any) -> Registration | None:
    if idempotency_key is None:
        return None
    return Registration.objects.filter(idempotency_key=idempotency_key, applicant=user).first()


def _active(session_id: int, key: str) -> Registration | None:
    return Registration.objects.active().filter(session_id=session_id, applicant_key=key).first()


def _check(
    *,
    session_id: int,
    type_id: int,
    key: str,
    people: int,
    consented: bool,
    door: Door,
    now: datetime,
) -> None:
    kind = ParticipationType.objects.select_related("session").get(
        pk=type_id, session_id=session_id
    )
    if door == Door.WEB and not kind.is_open_at(now):
        raise NotOpen
    if not kind.min_attendees <= people <= kind.max_attendees:
        raise WrongNumberOfPeople(minimum=kind.min_attendees, maximum=kind.max_attendees)
    if door == Door.WEB and not consented:
        raise ConsentMissing
    if existing := _active(session_id, key):
        raise AlreadyRegistered(existing)


def _insert(
    registration: Registration, type_id: int, attendees: Sequence[Person], now: datetime
) -> Registration:
    kind = ParticipationType.objects.select_related("session__event", "fallback").get(pk=type_id)
    registration.reference = new_reference()
    registration.places = kind.places_for(len(attendees))
    registration.session = kind.session
    registration.participation_type = kind
    registration.state = _seat(registration, kind, len(attendees))
    if registration.state == RegistrationState.CONFIRMED:
        registration.confirmed_at = now
    elif registration.state == RegistrationState.WAITLISTED:
        registration.waitlisted_at = now
    registration.save(force_insert=True)
    Attendee.objects.bulk_create(
        Attendee(registration=registration, position=position, **vars(person))
        for position, person in enumerate(attendees)
    )
    if registration.door == Door.WEB:
        _consents(registration)
    privacy.record(
        action="registration.created",
        target=f"registration:{registration.reference}",
        actor=registration.applicant,
        detail={"state": str(registration.state), "door": str(registration.door)},
    )
    notices.received(registration)
    return registration


def _seat(registration: Registration, kind: ParticipationType, people: int) -> RegistrationState:
    """Take places in ``kind`` or its fallback; else the waitlist of ``kind``."""
    if kind.allocation != Allocation.FIRST_COME:
        return RegistrationState.APPLIED
    if waitlist.take_or_lock(kind, registration.places):
        return RegistrationState.CONFIRMED
    other = kind.fallback
    if registration.accepts_fallback and other is not None:
        places = other.places_for(people)
        free = ParticipationType.objects.nobody_ahead(timezone.now())
        if free.take(pk=other.pk, places=places):
            registration.applied_type = kind
            registration.participation_type = other
            registration.places = places
            return RegistrationState.CONFIRMED
    return RegistrationState.WAITLISTED


def _consents(registration: Registration) -> None:
    subject = f"registration:{registration.reference}"
    purposes = [CONSENT_PURPOSE] + [
        f"event_host:{host.pk}"
        for host in registration.session.event.hosts.all()
        if host.receives_data
    ]
    for purpose in purposes:
        privacy.give_consent(
            purpose=purpose,
            notice_version=NOTICE_VERSION,
            subject=subject,
            user=registration.applicant,
        )
