"""Mails about a registration: written to the outbox in the transaction of the change."""

from collections.abc import Callable
from typing import Any

from django.db.models import F

from portal.delivery import mail
from portal.delivery.attachments import Attachment, LazyAttachment

from .. import links
from ..models import Attendee, Registration, Session
from . import calendar

TICKET = "events.ticket"
"""Name of the registered maker of ticket PDFs."""


def received(registration: Registration) -> None:
    """The receipt, whatever the state; with places, also the invitations."""
    _to_contact(registration, "receipt", confirmed=registration.is_confirmed)
    if registration.is_confirmed:
        _to_colleagues(registration)


def confirmed(registration: Registration) -> None:
    """Staff gave the place."""
    _to_contact(registration, "confirmed", confirmed=True)
    _to_colleagues(registration)


def promoted(registration: Registration) -> None:
    """A place became free for someone on the waitlist."""
    _to_contact(registration, "promoted", confirmed=True)
    _to_colleagues(registration)


def fell_back(registration: Registration) -> None:
    """The place went to others, and there is one in the type agreed to as fallback."""
    _to_contact(registration, "fell_back", confirmed=True)
    _to_colleagues(registration)


def rejected(registration: Registration) -> None:
    """The place went to others."""
    _to_contact(registration, "rejected", confirmed=False)


def cancelled(registration: Registration, *, was_confirmed: bool) -> None:
    """The cancellation is done; whoever had an invitation gets it withdrawn."""
    if not was_confirmed:
        _to_contact(registration, "cancelled", confirmed=False)
        return
    Session.objects.filter(pk=registration.session_id).update(sequence=F("sequence") + 1)
    registration.session.refresh_from_db(fields=["sequence"])
    people = _people(registration)
    contact = next((p for p in people if _is_contact(registration, p)), None)
    _queue(
        registration,
        "cancelled",
        to=registration.contact_email,
        attachments=[_withdrawal(registration, contact)] if contact else [],
    )
    for person in people:
        if person.email and person is not contact:
            _queue(
                registration,
                "withdrawn",
                to=person.email,
                attendee=person,
                attachments=[_withdrawal(registration, person)],
            )


def changed(registration: Registration) -> None:
    """Time or place changed: everyone gets the new entry; raise the sequence before."""
    version = f":{registration.session.sequence}"
    _to_everyone(registration, "changed", _invitation, version)


def called_off(registration: Registration) -> None:
    """The session is off: everyone's entry is withdrawn; raise the sequence before."""
    version = f":{registration.session.sequence}"
    _to_everyone(registration, "called_off", _withdrawal, version)


def reminder(registration: Registration, name: str) -> None:
    """The session is near; ``name`` says how near and makes the mail one of its kind."""
    version = f":{name}"
    _queue(
        registration,
        "reminder",
        to=registration.contact_email,
        attachments=[],
        version=version,
    )
    for person in _people(registration):
        if person.email and not _is_contact(registration, person):
            _queue(
                registration,
                "reminder",
                to=person.email,
                attendee=person,
                attachments=[],
                version=version,
            )


def reminder_key(registration: Registration, name: str) -> str:
    """The key of the applicant's reminder."""
    return f"registration:{registration.reference}:reminder:{name}"


def _to_everyone(
    registration: Registration,
    letter: str,
    entry: Callable[[Registration, Attendee], Attachment],
    version: str,
) -> None:
    people = _people(registration)
    contact = next((p for p in people if _is_contact(registration, p)), None)
    _queue(
        registration,
        letter,
        to=registration.contact_email,
        attachments=[entry(registration, contact)] if contact else [],
        version=version,
    )
    for person in people:
        if person.email and person is not contact:
            _queue(
                registration,
                letter,
                to=person.email,
                attendee=person,
                attachments=[entry(registration, person)],
                version=version,
            )


def _to_contact(registration: Registration, letter: str, *, confirmed: bool) -> None:
    attachments: list[Attachment | LazyAttachment] = []
    if confirmed:
        for person in _people(registration):
            if _is_contact(registration, person):
                attachments.append(_invitation(registration, person))
                break
        attachments.append(
            LazyAttachment(
                TICKET, {"registration": registration.pk, "language": registration.language}
            )
        )
    _queue(registration, letter, to=registration.contact_email, attachments=attachments)


def _to_colleagues(registration: Registration) -> None:
    for person in _people(registration):
        if person.email and not _is_contact(registration, person):
            ticket = LazyAttachment(
                TICKET,
                {
                    "registration": registration.pk,
                    "attendee": person.pk,
                    "language": registration.language,
                },
            )
            _queue(
                registration,
                "invitation",
                to=person.email,
                attendee=person,
                attachments=[_invitation(registration, person), ticket],
            )


def _queue(
    registration: Registration,
    letter: str,
    *,
    to: str,
    attendee: Attendee | None = None,
    attachments: list[Any],
    version: str = "",
) -> None:
    if not to:
        return  # who came without applying may have no address
    who = (f":{attendee.pk}" if attendee else "") + version
    context = {
        "registration": registration,
        "session": registration.session,
        "event": registration.session.event,
        "type": registration.participation_type,
        "attendees": _people(registration),
        "attendee": attendee,
        "has_invitation": any(isinstance(item, Attachment) for item in attachments),
        # A colleague gets the public page: only the applicant may change or cancel.
        "url": _page(registration) if attendee else links.manage_url(registration),
    }
    mail.queue(
        key=f"registration:{registration.reference}:{letter}{who}",
        to=to,
        template=f"events_{letter}",
        context=context,
        language=registration.language,
        attachments=attachments,
    )


def _page(registration: Registration) -> str:
    return links.absolute(
        "events:session", registration.session_id, language=registration.language
    )


def _people(registration: Registration) -> list[Attendee]:
    return list(registration.attendees.all())


def _is_contact(registration: Registration, person: Attendee) -> bool:
    return person.email.lower() == registration.contact_email.lower()


def _invitation(registration: Registration, person: Attendee) -> Attachment:
    return calendar.request(
        attendee=person,
        session=registration.session,
        url=_page(registration),
        language=registration.language,
    )


def _withdrawal(registration: Registration, person: Attendee) -> Attachment:
    return calendar.cancellation(
        attendee=person,
        session=registration.session,
        url=_page(registration),
        language=registration.language,
    )
