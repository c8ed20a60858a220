"""One letter to one reader: its context, its key, the calendar entry and the ticket."""

from typing import Any

from portal.delivery import mail
from portal.delivery.attachments import Attachment, LazyAttachment

from .. import links
from ..enums import RegistrationState
from ..models import Attendee, Registration
from ..selectors.queue import waitlist_position
from . import calendar

TICKET = "events.ticket"
"""Name of the registered maker of ticket PDFs."""

PUBLIC = frozenset(
    {"rejected", "offer_expired", "offer_declined", "cancelled", "withdrawn", "called_off"}
)
"""Letters after which there is nothing to do: they link to the public page alone."""

UPDATES = frozenset({"changed", "rescheduled"})
"""Letters whose calendar entry takes the place of one that was sent before."""


def post(
    registration: Registration,
    letter: str,
    *,
    to: str,
    attendee: Attendee | None = None,
    attachments: list[Any],
    name: str = "",
    version: str = "",
    **more: Any,
) -> None:
    """Queue ``letter`` for the applicant, or for ``attendee``, once per key.

    Args:
        registration: with session, event and participation type.
        letter: code without the room's prefix.
        to: address of the reader.
        attendee: the reader, None for the applicant.
        attachments: files of the mail.
        name: stands in the key instead of the code, when one of several letters is sent.
        version: end of the key, for what may be sent more than once.
        **more: what the letter needs besides (``previous``: time and place before a change).
    """
    if not to:
        return  # who came without applying may have no address
    values = context(registration, attendee=attendee) | more
    methods = {item.content_type for item in attachments if isinstance(item, Attachment)}
    values["invites"] = any("REQUEST" in method for method in methods)
    values["updates"] = letter in UPDATES
    values["withdraws"] = any("CANCEL" in method for method in methods)
    values["has_ticket"] = any(isinstance(item, LazyAttachment) for item in attachments)
    if letter in PUBLIC:
        values["url"] = page(registration)
    who = (f":{attendee.pk}" if attendee else "") + version
    mail.queue(
        key=f"registration:{registration.reference}:{name or letter}{who}",
        to=to,
        template=f"events_{letter}",
        context=values,
        language=registration.language,
        attachments=attachments,
    )


def context(registration: Registration, *, attendee: Attendee | None = None) -> dict[str, Any]:
    """What placeholders and frames know about ``registration`` for one reader."""
    everybody = people(registration)
    own = attendee or next((one for one in everybody if is_contact(registration, one)), None)
    personal = own if own and registration.is_confirmed and own.is_admitted else None
    if personal is not None:
        personal.registration = registration
    coming = [one for one in everybody if one.is_admitted]
    return {
        "registration": registration,
        "session": registration.session,
        "event": registration.session.event,
        "type": registration.participation_type,
        "attendees": everybody,
        "coming": coming if attendee is None and len(coming) < len(everybody) else [],
        "attendee": attendee,
        # A colleague gets a page of one's own: only the applicant may change or cancel.
        "url": _own_page(registration, attendee),
        "personal_url": links.attendee_url(personal) if personal and not attendee else "",
        "accept_url": links.offer_url(registration, "accept"),
        "decline_url": links.offer_url(registration, "decline"),
        "position": waitlist_position(registration),
        "offered": registration.state == RegistrationState.OFFERED,
        "previous": None,
        "invites": False,
        "updates": False,
        "withdraws": False,
        "has_ticket": False,
    }


def _own_page(registration: Registration, attendee: Attendee | None) -> str:
    if attendee is None:
        return links.manage_url(registration)
    attendee.registration = registration
    return links.attendee_url(attendee)


def page(registration: Registration) -> str:
    """The public page of the session, which anybody may see."""
    return links.absolute(
        "events:session", registration.session_id, language=registration.language
    )


def people(registration: Registration) -> list[Attendee]:
    """Everybody who was named."""
    return list(registration.attendees.all())


def admitted(registration: Registration) -> list[Attendee]:
    """Those who come: with fewer places than people, the first of them."""
    return [person for person in people(registration) if person.is_admitted]


def is_contact(registration: Registration, person: Attendee) -> bool:
    """Whether ``person`` is the applicant."""
    return person.email.lower() == registration.contact_email.lower()


def ticket(registration: Registration, attendee: Attendee | None = None) -> LazyAttachment:
    """The tickets of the registration, or of one person, made when the mail leaves."""
    args = {"registration": registration.pk, "language": registration.language}
    return LazyAttachment(TICKET, args | ({"attendee": attendee.pk} if attendee else {}))


def invitation(registration: Registration, person: Attendee) -> Attachment:
    """The calendar entry with which ``person`` is invited, or told of a change."""
    return calendar.request(
        attendee=person,
        session=registration.session,
        url=page(registration),
        language=registration.language,
    )


def withdrawal(registration: Registration, person: Attendee) -> Attachment:
    """The calendar entry that takes the appointment of ``person`` back."""
    return calendar.cancellation(
        attendee=person,
        session=registration.session,
        url=page(registration),
        language=registration.language,
    )
