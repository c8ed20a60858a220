"""Mails about registrations that reached nobody: shown to staff, the address corrected."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from portal.delivery import undelivered
from portal.delivery.models import Mail
from portal.privacy import services as privacy

from ..models import Attendee, Registration
from . import notices
from .errors import RegistrationError

PREFIX = "registration:"


class BadAddress(RegistrationError):
    """What was typed is no mail address."""

    code = "address"

    def __init__(self) -> None:
        super().__init__(_("メールアドレスの形を確かめてください。例: hanako@example.jp"))


@dataclass(frozen=True)
class Undelivered:
    """A registration with the mails of it that reached nobody."""

    registration: Registration
    mails: list[Mail]


def undelivered_of(registration: Registration) -> list[Mail]:
    """What of ``registration`` reached nobody and waits for somebody."""
    return undelivered.waiting(prefix=f"{PREFIX}{registration.reference}:")


def all_undelivered() -> list[Undelivered]:
    """All registrations with such mails, the oldest failure first; two queries."""
    by_reference: dict[str, list[Mail]] = {}
    for mail in undelivered.waiting(prefix=PREFIX):
        by_reference.setdefault(mail.key.split(":")[1], []).append(mail)
    found = {
        one.reference: one
        for one in Registration.objects.filter(reference__in=by_reference)
        .select_related("session__event", "participation_type")
        .order_by("pk")
    }
    return [
        Undelivered(found[reference], mails)
        for reference, mails in by_reference.items()
        if reference in found
    ]


def settle(*, mail: Mail, actor: Any, reason: str) -> None:
    """Nothing more to do about this mail: the company was told otherwise."""
    with transaction.atomic():
        undelivered.settle(mail=mail)
        _record(mail, "registration.undelivered_settled", actor, reason)


def correct(*, mail: Mail, email: str, actor: Any, reason: str) -> Registration:
    """Put ``email`` where the wrong address stood, and tell once more how things stand.

    The applicant, the person, or both when they are one, are corrected; calendar entries
    are made anew, as each names its recipient. Other failed mails to the same address of
    this registration are settled with it.

    Raises:
        BadAddress: ``email`` is none.
    """
    email = email.strip()
    try:
        validate_email(email)
    except ValidationError:
        raise BadAddress from None
    reference = mail.key.split(":")[1]
    with transaction.atomic():
        registration = Registration.objects.select_related(
            "session__event", "participation_type", "applied_type"
        ).get(reference=reference)
        wrong = mail.recipient
        was_contact = registration.contact_email.lower() == wrong.lower()
        if was_contact:
            registration.contact_email = email
            if registration.applicant_key == f"mail:{wrong.lower()}":
                registration.applicant_key = f"mail:{email.lower()}"
            registration.save(update_fields=["contact_email", "applicant_key"])
        people = list(registration.attendees.filter(email__iexact=wrong))
        Attendee.objects.filter(pk__in=[one.pk for one in people]).update(email=email)
        version = f":again:{mail.pk}"
        if was_contact:
            notices.again(registration, None, version=version)
        for person in people if not was_contact else ():
            person.email = email
            notices.again(registration, person, version=version)
        for other in undelivered_of(registration):
            if other.recipient.lower() == wrong.lower():
                undelivered.settle(mail=other)
        _record(mail, "registration.address_corrected", actor, reason)
    return registration


def _record(mail: Mail, action: str, actor: Any, reason: str) -> None:
    privacy.record(
        action=action,
        target=f"registration:{mail.key.split(':')[1]}",
        actor=actor,
        reason=reason,
        detail={"mail": mail.pk},
    )
