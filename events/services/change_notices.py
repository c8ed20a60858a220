"""Mails about a changed application: to the contact, to who left, to who joined."""

from collections.abc import Sequence
from typing import Any

from ..models import Attendee, Registration
from . import posting


def send(
    *, registration: Registration, left: Sequence[Attendee], joined: Sequence[Attendee]
) -> None:
    """Queue them in the transaction of the change; ``changed_at`` makes each one of its kind."""
    changed = registration.changed_at
    version = f":{int(changed.timestamp() * 1000) if changed else 0}"
    staying = {row.email.lower() for row in posting.admitted(registration)}
    gone = [one for one in left if one.email and one.email.lower() not in staying]
    mine: list[Any] = []
    for one in gone:
        if posting.is_contact(registration, one):
            mine.append(posting.withdrawal(registration, one))
            continue
        posting.post(
            registration,
            "withdrawn",
            to=one.email,
            attendee=one,
            attachments=[posting.withdrawal(registration, one)],
            version=version,
        )
    for one in joined:
        if posting.is_contact(registration, one):
            mine.append(posting.invitation(registration, one))
        elif one.email:
            posting.post(
                registration,
                "invitation",
                to=one.email,
                attendee=one,
                attachments=[
                    posting.invitation(registration, one),
                    posting.ticket(registration, one),
                ],
                version=version,
            )
    if registration.is_confirmed:
        mine.append(posting.ticket(registration))
    posting.post(
        registration,
        "edited",
        to=registration.contact_email,
        attachments=mine,
        version=version,
    )
