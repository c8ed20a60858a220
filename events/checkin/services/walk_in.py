"""当日受付: who comes without having applied is registered by the house's one door."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from events.enums import Door, RegistrationState
from events.models import ParticipationType, Registration
from events.services import decisions, registration
from events.services.application import NOTICE_VERSION, Company, Contact, Person
from events.services.errors import NoPlaceLeft
from portal.privacy import services as privacy

from ..enums import Source
from . import attendance


@dataclass(frozen=True, kw_only=True)
class Guest:
    """Who stands at the desk."""

    company: Company
    person: Person
    phone: str = ""


def receive(
    *,
    participation_type: ParticipationType,
    guest: Guest,
    actor: Any,
    key: str,
    language: str = "ja",
) -> Registration:
    """Register ``guest`` and note the arrival, all or nothing; the same ``key`` is one guest.

    Raises:
        NoPlaceLeft: the type is full; staff may raise its capacity.
        RegistrationError: as ``registration.register``.
    """
    person = guest.person
    with transaction.atomic():
        if same := Registration.objects.filter(idempotency_key=f"walk-in:{key}").first():
            return same
        made = registration.register(
            session=participation_type.session,
            participation_type=participation_type,
            attendees=[person],
            contact=Contact(
                name=f"{person.family_name} {person.given_name}",
                email=person.email,
                phone=guest.phone,
            ),
            company=guest.company,
            consented=True,
            language=language,
            idempotency_key=f"walk-in:{key}",
            door=Door.WALK_IN,
        )
        if made.state == RegistrationState.APPLIED:
            made = decisions.confirm(registration=made, actor=actor)
        if made.state != RegistrationState.CONFIRMED:
            raise NoPlaceLeft
        for attendee in made.attendees.select_related(
            "registration__session", "registration__participation_type"
        ).order_by("pk"):
            attendance.record(
                report=attendance.Report(
                    key=uuid.uuid5(uuid.NAMESPACE_OID, f"walk-in:{attendee.pk}"),
                    session=made.session,
                    attendee=attendee,
                    source=Source.WALK_IN,
                ),
                actor=actor,
            )
        subject = f"registration:{made.reference}"
        hosts = made.session.event.hosts.filter(receives_data=True).order_by("pk")
        shared = [f"event_host:{host.pk}" for host in hosts]
        for purpose in (registration.CONSENT_PURPOSE, *shared):
            privacy.give_consent(purpose=purpose, notice_version=NOTICE_VERSION, subject=subject)
        privacy.record(action="registration.walk_in", target=subject, actor=actor)
    return made
