"""Mails about a changed application: to the contact, to who left, to who joined."""

from collections.abc import Sequence
from typing import Any

from portal.delivery import mail
from portal.delivery.attachments import Attachment, LazyAttachment

from .. import links
from ..models import Attendee, Registration
from . import calendar
from .notices import TICKET


def send(
    *, registration: Registration, left: Sequence[Attendee], joined: Sequence[Attendee]
) -> None:
    """Queue them in the transaction of the change; ``changed_at`` makes each one of its kind."""
    contact = registration.contact_email.lower()
    rows = list(registration.attendees.all())
    attachments: list[Attachment | LazyAttachment] = []
    staying = {row.email.lower() for row in rows if row.is_admitted}
    gone = [one for one in left if one.email and one.email.lower() not in staying]
    attachments += [_entry("cancellation", registration, one) for one in gone if _is(one, contact)]
    attachments += [_entry("request", registration, one) for one in joined if _is(one, contact)]
    if registration.is_confirmed:
        attachments.append(_ticket(registration))
    _queue(registration, "edited", rows, to=registration.contact_email, attachments=attachments)
    for one in gone:
        if not _is(one, contact):
            _queue(
                registration,
                "removed",
                rows,
                to=one.email,
                attendee=one,
                attachments=[_entry("cancellation", registration, one)],
            )
    for one in joined:
        if one.email and not _is(one, contact):
            _queue(
                registration,
                "invitation",
                rows,
                to=one.email,
                attendee=one,
                attachments=[_entry("request", registration, one), _ticket(registration, one)],
            )


def _is(attendee: Attendee, address: str) -> bool:
    return attendee.email.lower() == address


def _entry(method: str, registration: Registration, attendee: Attendee) -> Attachment:
    made: Attachment = getattr(calendar, method)(
        attendee=attendee,
        session=registration.session,
        url=_page(registration),
        language=registration.language,
    )
    return made


def _ticket(registration: Registration, attendee: Attendee | None = None) -> LazyAttachment:
    keywords: dict[str, Any] = {
        "registration": registration.pk,
        "language": registration.language,
    }
    return LazyAttachment(TICKET, keywords | ({"attendee": attendee.pk} if attendee else {}))


def _page(registration: Registration) -> str:
    return links.absolute(
        "events:session", registration.session_id, language=registration.language
    )


def _queue(
    registration: Registration,
    letter: str,
    rows: Sequence[Attendee],
    *,
    to: str,
    attendee: Attendee | None = None,
    attachments: list[Attachment | LazyAttachment],
) -> None:
    changed = registration.changed_at
    version = int(changed.timestamp() * 1000) if changed else 0
    who = f":{attendee.pk}" if attendee else ""
    mail.queue(
        key=f"registration:{registration.reference}:{letter}{who}:{version}",
        to=to,
        template=f"events_{letter}",
        context={
            "registration": registration,
            "session": registration.session,
            "event": registration.session.event,
            "type": registration.participation_type,
            "attendees": [row for row in rows if row.is_admitted],
            "left_out": [row for row in rows if not row.is_admitted and attendee is None],
            "attendee": attendee,
            "has_invitation": any(isinstance(one, Attachment) for one in attachments),
            "url": _page(registration) if attendee else links.manage_url(registration),
        },
        language=registration.language,
        attachments=attachments,
    )
