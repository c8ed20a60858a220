"""申込: the one way to become registered.

Every door (web, staff, import, API, walk-in) calls ``register``; what becomes of an
application afterwards is decided in ``decisions``. A place is given by one conditional
UPDATE of the counter, in the transaction that keeps the registration, its mails, its
consents and its audit entry; places that the form already holds are used first.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from portal.accounts.models import Organization
from portal.privacy import services as privacy

from ..enums import Allocation, Door, PlaceUnit, RegistrationState
from ..models import Attendee, ParticipationType, Registration, Session
from . import eligibility, holds, notices, people, questions, rows
from .application import NOTICE_VERSION, Company, Contact, Person, Reply, applicant_key
from .errors import (
    AlreadyRegistered,
    ConsentMissing,
    NotEligible,
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
    minimum_people: int | None = None,
    replies: Sequence[Reply] = (),
    message: str = "",
    language: str = "ja",
    idempotency_key: str | None = None,
    door: Door = Door.WEB,
    actor: Any = None,
    reason: str = "",
    now: datetime | None = None,
) -> Registration:
    """Register a company's people; full first-come types put it on the waitlist.

    The same ``idempotency_key`` (a double click, two tabs) gives the same registration; it
    is also the key of the hold that began when the form was reviewed. A hold that runs and
    began before the deadline lets the application in after it. With ``minimum_people`` the
    first people get the places there are, if they are at least that many. ``actor`` is the
    member of staff at the staff's door, who may go beyond the rules of eligibility with a
    ``reason``.

    Raises:
        NotOpen: applications are not taken at ``now``.
        WrongNumberOfPeople: outside the limits of the participation type.
        ConsentMissing: the notice was not agreed to.
        NotEligible: the company is not among those the type is for.
        SamePersonTwice, AlreadyAttending: an address is named twice for the session.
        QuestionsChanged: a required question is not answered.
        AlreadyRegistered: the applicant has an active registration for this session.
    """
    if organization is None and company is None:
        raise ValueError("An application names an organization or a company.")
    company = company or Company.of(organization)  # type: ignore[arg-type]
    key = applicant_key(organization=organization, company=company, contact=contact)
    application = rows.draft(
        session=session,
        company=company,
        contact=contact,
        key=key,
        organization=organization,
        applicant=user,
        message=message,
        accepts_fallback=accepts_fallback,
        minimum_people=minimum_people,
        language=language,
        idempotency_key=idempotency_key,
        door=door,
    )
    now = now or timezone.now()
    try:
        with transaction.atomic():
            if same := _same(idempotency_key, user):
                return same
            claim = holds.claim(key=idempotency_key, now=now)
            kind: Any = eligibility.loaded(company=company).get(
                pk=participation_type.pk, session_id=session.pk
            )
            _check(
                draft=application,
                kind=kind,
                company=company,
                attendees=attendees,
                consented=consented,
                reason=reason,
                began_at=claim.began_at or now,
                now=now,
            )
            if replies or (door == Door.WEB and kind.has_questions):
                replies = questions.check(
                    type_id=kind.pk,
                    replies=replies,
                    people=len(attendees),
                    strict=door == Door.WEB,
                )
            _insert(application, kind, attendees, claim, now)
            _keep(application, attendees, replies, actor or user, reason)
            for type_id, places in claim.places.items():
                holds.give_back(type_id, places)
            return application
    except IntegrityError:
        # Another request of the same applicant committed between our look and our insert.
        if same := _same(idempotency_key, user):
            return same
        if existing := _active(application):
            raise AlreadyRegistered(existing) from None
        raise


def _same(idempotency_key: str | None, user: Any) -> Registration | None:
    if idempotency_key is None:
        return None
    return Registration.objects.filter(idempotency_key=idempotency_key, applicant=user).first()


def _active(registration: Registration) -> Registration | None:
    """The applicant's other registration, whether made with an account or without."""
    alike = Q(applicant_key=registration.applicant_key)
    if registration.corporate_number:
        alike |= Q(corporate_number=registration.corporate_number)
    return Registration.objects.active().filter(alike, session_id=registration.session_id).first()


def _check(
    *,
    draft: Registration,
    kind: ParticipationType,
    company: Company,
    attendees: Sequence[Person],
    consented: bool,
    reason: str,
    began_at: datetime,
    now: datetime,
) -> None:
    door = draft.door
    if door == Door.WEB and not (kind.is_open_at(now) or kind.is_open_at(began_at)):
        raise NotOpen
    if not kind.min_attendees <= len(attendees) <= kind.max_attendees:
        raise WrongNumberOfPeople(minimum=kind.min_attendees, maximum=kind.max_attendees)
    if door == Door.WEB and not consented:
        raise ConsentMissing
    if existing := _active(draft):
        raise AlreadyRegistered(existing)
    people.check(session_id=kind.session_id, people=attendees, door=door)
    if door in eligibility.DOORS or (door == Door.STAFF and not reason):
        reasons = eligibility.problems(
            kind=kind,
            company=company,
            key=draft.applicant_key,
            organization=draft.organization,
        )
        if reasons:
            raise NotEligible(reasons)


def _insert(
    registration: Registration,
    kind: ParticipationType,
    attendees: Sequence[Person],
    claim: holds.Claim,
    now: datetime,
) -> None:
    rows.settle(registration, kind=kind, people=len(attendees))
    rows.stand(registration, _seat(registration, kind, len(attendees), claim), now)
    registration.save(force_insert=True)


def _keep(
    registration: Registration,
    attendees: Sequence[Person],
    replies: Sequence[Reply],
    actor: Any,
    reason: str,
) -> None:
    """All that goes with the row: people, answers, consents, the audit entry, the mails."""
    persons = Attendee.objects.bulk_create(rows.people(registration, attendees))
    questions.keep(registration=registration, attendees=persons, replies=replies)
    if registration.door == Door.WEB:
        _consents(registration)
    rows.created(registration, actor=actor, reason=reason).save(force_insert=True)
    notices.received(registration)


def _seat(
    registration: Registration, kind: ParticipationType, persons: int, claim: holds.Claim
) -> RegistrationState:
    """Take places in ``kind`` or its fallback; else the waitlist of ``kind``."""
    if kind.allocation != Allocation.FIRST_COME:
        return RegistrationState.APPLIED
    if _sit(registration, kind, persons, claim):
        return RegistrationState.CONFIRMED
    other = kind.fallback
    if registration.accepts_fallback and other is not None:
        places = other.places_for(persons)
        held = min(claim.places.get(other.pk, 0), places)
        # No lock on a second row: whoever waits there comes first all the same.
        free = ParticipationType.objects.nobody_ahead(timezone.now())
        if held == places or free.take(pk=other.pk, places=places - held):
            _use(claim, other, held)
            registration.applied_type = kind
            registration.participation_type = other
            registration.places = places
            return RegistrationState.CONFIRMED
    return RegistrationState.WAITLISTED


def _sit(
    registration: Registration, kind: ParticipationType, persons: int, claim: holds.Claim
) -> bool:
    """All people, or with the applicant's leave as many as there are places for."""
    wanted, held = registration.places, claim.places.get(kind.pk, 0)
    if holds.take(kind, wanted - held):
        _use(claim, kind, min(held, wanted))
        return True
    least = registration.minimum_people
    if least is None or not kind.allows_fewer or kind.unit != PlaceUnit.PERSON:
        return False
    more = holds.take_some(kind, at_most=wanted - held, at_least=max(least - held, 0))
    if held + more < least:
        return False
    _use(claim, kind, held)
    registration.places = held + more
    return True


def _use(claim: holds.Claim, kind: ParticipationType, places: int) -> None:
    """These places of the claim are the registration's now; what is left goes back."""
    left = claim.places.pop(kind.pk, 0) - places
    if left:
        claim.places[kind.pk] = left


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
