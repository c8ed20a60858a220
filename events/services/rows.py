"""The rows of a new application, as they are before they are kept.

Shared by ``registration``, which takes one application, and ``importing``, which takes many.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from portal.privacy import services as privacy
from portal.privacy.models import AuditEntry

from ..enums import RegistrationState
from ..models import Attendee, ParticipationType, Registration, Session
from ..references import new_reference
from .application import Company, Contact, Person
from .people import admitted


def draft(
    *, session: Session, company: Company, contact: Contact, key: str, **more: Any
) -> Registration:
    """The application as a row that is not kept yet; ``more`` are further fields."""
    return Registration(
        session=session,
        applicant_key=key,
        company_name=company.name,
        corporate_number=company.corporate_number,
        sector_id=company.sector,
        prefecture_id=company.prefecture,
        size=company.size,
        contact_name=contact.name,
        contact_email=contact.email,
        contact_phone=contact.phone,
        **more,
    )


def settle(registration: Registration, *, kind: ParticipationType, people: int) -> None:
    """Give a new application its reference, its type and the number of places it asks for."""
    registration.reference = new_reference()
    registration.places = kind.places_for(people)
    registration.session = kind.session
    registration.participation_type = kind


def stand(registration: Registration, state: RegistrationState, now: datetime) -> None:
    """Put a new application into its first state."""
    registration.state = state
    if state == RegistrationState.CONFIRMED:
        registration.confirmed_at = now
    elif state == RegistrationState.WAITLISTED:
        registration.waitlisted_at = now


def created(registration: Registration, *, actor: Any = None, reason: str = "") -> AuditEntry:
    """The entry of the audit log that a new application gets."""
    return privacy.entry(
        action="registration.created",
        target=f"registration:{registration.reference}",
        actor=actor,
        reason=reason,
        detail={"state": str(registration.state), "door": str(registration.door)},
    )


def people(registration: Registration, persons: Iterable[Person]) -> Iterator[Attendee]:
    """The rows of a new application's people, in their order."""
    places = admitted(registration)
    for position, person in enumerate(persons):
        yield Attendee(
            registration=registration,
            position=position,
            is_admitted=places is None or position < places,
            **vars(person),
        )
