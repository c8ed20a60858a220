"""Mails about a registration: written to the outbox in the transaction of the change."""

from collections.abc import Callable
from typing import Any

from django.db.models import F, prefetch_related_objects

from portal.delivery.attachments import Attachment

from ..enums import RegistrationState
from ..models import Attendee, Registration, Session
from . import posting

RECEIPTS = {
    RegistrationState.CONFIRMED: "receipt_confirmed",
    RegistrationState.WAITLISTED: "receipt_waiting",
}


def received(registration: Registration) -> None:
    """The receipt, in the words of the state; with places, also the invitations."""
    # Each letter asks several times who comes.
    prefetch_related_objects([registration], "attendees")
    letter = RECEIPTS.get(RegistrationState(registration.state), "receipt_applied")
    _to_contact(registration, letter, name="receipt")
    _to_colleagues(registration)
    # Who has the registration in hand asks the database again.
    vars(registration).pop("_prefetched_objects_cache", None)


def confirmed(registration: Registration) -> None:
    """Staff gave the place, or the offer was accepted."""
    _to_contact(registration, "confirmed")
    _to_colleagues(registration)


def promoted(registration: Registration) -> None:
    """A place became free too late for an offer: it is given at once."""
    _to_contact(registration, "promoted")
    _to_colleagues(registration)


def fell_back(registration: Registration) -> None:
    """The place went to others, and there is one in the type agreed to as fallback."""
    _to_contact(registration, "fell_back")
    _to_colleagues(registration)


def invite_colleagues(registration: Registration) -> None:
    """Invitations and tickets for everyone but the applicant, who is told by a letter."""
    _to_colleagues(registration)


def rejected(registration: Registration) -> None:
    """The place went to others."""
    _to_contact(registration, "rejected")


def offered(registration: Registration, *, version: str = "") -> None:
    """A place is kept until the deadline; ``version`` tells a second offer from the first."""
    _to_contact(registration, "offer", version=version)


def offer_expired(registration: Registration) -> None:
    """Nobody answered: the place goes on."""
    _to_contact(registration, "offer_expired")


def offer_declined(registration: Registration) -> None:
    """The place was not wanted."""
    _to_contact(registration, "offer_declined")


def cancelled(registration: Registration, *, was_confirmed: bool) -> None:
    """The cancellation is done; whoever had an invitation gets it withdrawn."""
    if not was_confirmed:
        _to_contact(registration, "cancelled")
        return
    raise_sequence(registration)
    contact = _attending_contact(registration)
    posting.post(
        registration,
        "cancelled",
        to=registration.contact_email,
        attachments=[posting.withdrawal(registration, contact)] if contact else [],
    )
    for person in _colleagues(registration):
        _withdraw(registration, person, "")


def withdraw_person(registration: Registration, person: Attendee) -> None:
    """``person`` no longer takes part: a CANCEL to this person alone.

    Call it before the row is deleted or the address is changed. Whoever is the contact is
    told of the change elsewhere, and gets the calendar entry taken back as well.
    """
    raise_sequence(registration)
    if person.email:
        _withdraw(registration, person, f":{registration.session.sequence}")


def invite_person(registration: Registration, person: Attendee) -> None:
    """``person`` joined a confirmed registration, or has a new address: a REQUEST and a ticket."""
    if person.email and person.is_admitted and registration.is_confirmed:
        version = f":{registration.session.sequence}"
        _invite(registration, person, version)


def changed(registration: Registration, *, previous: dict[str, str] | None = None) -> None:
    """Time or place changed: everyone gets the new entry; raise the sequence before."""
    _to_everyone(registration, "changed", posting.invitation, previous=previous)


def postponed(registration: Registration) -> None:
    """The date is off, the registration stands: the entry is withdrawn for now."""
    _to_everyone(registration, "postponed", posting.withdrawal)


def rescheduled(registration: Registration, *, previous: dict[str, str] | None = None) -> None:
    """There is a new date: everyone gets the entry again, under the same UID."""
    _to_everyone(registration, "rescheduled", posting.invitation, previous=previous)


def called_off(registration: Registration) -> None:
    """The session is off: everyone's entry is withdrawn; raise the sequence before."""
    _to_everyone(registration, "called_off", posting.withdrawal)


def reminder(registration: Registration, name: str, *, letter: str = "reminder") -> None:
    """The session is near; ``name`` says how near and makes the mail one of its kind."""
    readers: list[tuple[str, Attendee | None]] = [(registration.contact_email, None)]
    readers += [(person.email, person) for person in _colleagues(registration)]
    for address, attendee in readers:
        posting.post(
            registration,
            letter,
            to=address,
            attendee=attendee,
            attachments=[],
            name="reminder",
            version=f":{name}",
        )


def reminder_key(registration: Registration, name: str) -> str:
    """The key of the applicant's reminder."""
    return f"registration:{registration.reference}:reminder:{name}"


def again(registration: Registration, person: Attendee | None, *, version: str) -> None:
    """Say once more how things stand, to a corrected address: the applicant's or a person's."""
    if person is not None:
        if registration.is_confirmed and person.is_admitted:
            _invite(registration, person, version)
        return
    state = RegistrationState(registration.state)
    letters = {RegistrationState.CONFIRMED: "confirmed", RegistrationState.OFFERED: "offer"}
    letters |= {
        RegistrationState.REJECTED: "rejected",
        RegistrationState.CANCELLED: "cancelled",
        RegistrationState.EXPIRED: "offer_expired",
        RegistrationState.WAITLISTED: "receipt_waiting",
    }
    _to_contact(registration, letters.get(state, "receipt_applied"), version=version)


def raise_sequence(registration: Registration) -> None:
    """Let the next calendar entry of the session supersede those before it."""
    Session.objects.filter(pk=registration.session_id).update(sequence=F("sequence") + 1)
    registration.session.refresh_from_db(fields=["sequence"])


def _attending_contact(registration: Registration) -> Attendee | None:
    coming = posting.admitted(registration)
    return next((one for one in coming if posting.is_contact(registration, one)), None)


def _colleagues(registration: Registration) -> list[Attendee]:
    """Those who come, have an address and are not the applicant."""
    return [
        person
        for person in posting.admitted(registration)
        if person.email and not posting.is_contact(registration, person)
    ]


def _to_everyone(
    registration: Registration,
    letter: str,
    entry: Callable[[Registration, Attendee], Attachment],
    **more: Any,
) -> None:
    """To the applicant, and with a place also to each person; only those had an entry."""
    version = f":{registration.session.sequence}"
    contact = _attending_contact(registration) if registration.is_confirmed else None
    posting.post(
        registration,
        letter,
        to=registration.contact_email,
        attachments=[entry(registration, contact)] if contact else [],
        version=version,
        **more,
    )
    for person in _colleagues(registration) if registration.is_confirmed else ():
        posting.post(
            registration,
            letter,
            to=person.email,
            attendee=person,
            attachments=[entry(registration, person)],
            version=version,
            **more,
        )


def _to_contact(
    registration: Registration, letter: str, *, name: str = "", version: str = ""
) -> None:
    attachments: list[Any] = []
    if registration.is_confirmed:
        if contact := _attending_contact(registration):
            attachments.append(posting.invitation(registration, contact))
        attachments.append(posting.ticket(registration))
    posting.post(
        registration,
        letter,
        to=registration.contact_email,
        attachments=attachments,
        name=name,
        version=version,
    )


def _to_colleagues(registration: Registration) -> None:
    for person in _colleagues(registration) if registration.is_confirmed else ():
        _invite(registration, person, "")


def _invite(registration: Registration, person: Attendee, version: str) -> None:
    posting.post(
        registration,
        "invitation",
        to=person.email,
        attendee=person,
        attachments=[
            posting.invitation(registration, person),
            posting.ticket(registration, person),
        ],
        version=version,
    )


def _withdraw(registration: Registration, person: Attendee, version: str) -> None:
    posting.post(
        registration,
        "withdrawn",
        to=person.email,
        attendee=person,
        attachments=[posting.withdrawal(registration, person)],
        version=version,
    )
