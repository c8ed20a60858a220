"""Addresses that stand in mails: absolute, in the reader's language, signed where needed."""

from typing import Any

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import translation

SALT = "events.registration"
ATTENDEE_SALT = "events.attendee"
OFFER_SALT = "events.offer"
MAX_AGE_SECONDS = 400 * 24 * 3600


def absolute(name: str, *args: Any, language: str) -> str:
    """The full address of view ``name`` in ``language``."""
    with translation.override(language):
        return f"{settings.BASE_URL}{reverse(name, args=args)}"


def manage_token(registration: Any) -> str:
    """A signed key to one registration; raising ``link_version`` makes older keys void."""
    return signing.dumps([registration.reference, registration.link_version], salt=SALT)


def read_token(token: str) -> tuple[str, int]:
    """Reference and version of a key.

    Raises:
        signing.SignatureExpired: the key is too old.
        signing.BadSignature: the key is forged or cut off.
    """
    reference, version = signing.loads(token, salt=SALT, max_age=MAX_AGE_SECONDS)
    return reference, version


def manage_url(registration: Any) -> str:
    """The page where the applicant sees, changes and cancels; opens without an account."""
    return absolute("events:manage", manage_token(registration), language=registration.language)


def attendee_token(attendee: Any) -> str:
    """A signed key to the personal page of one attendee; the code of the ticket alone is none."""
    return signing.dumps(attendee.ticket_code, salt=ATTENDEE_SALT)


def read_attendee_token(token: str) -> str:
    """The ticket code of a key.

    Raises:
        signing.SignatureExpired: the key is too old.
        signing.BadSignature: the key is forged or cut off.
    """
    return str(signing.loads(token, salt=ATTENDEE_SALT, max_age=MAX_AGE_SECONDS))


def attendee_url(attendee: Any) -> str:
    """The personal page of an attendee: ticket, joining, survey, certificate; no account."""
    language = attendee.registration.language
    return absolute("events:attendee", attendee_token(attendee), language=language)


def offer_token(registration: Any) -> str:
    """A signed key to the answer to an offer, and to nothing else of the registration."""
    return signing.dumps([registration.reference, registration.link_version], salt=OFFER_SALT)


def read_offer_token(token: str) -> tuple[str, int]:
    """Reference and version of a key to an offer.

    Raises:
        signing.SignatureExpired: the key is too old.
        signing.BadSignature: the key is forged or cut off.
    """
    reference, version = signing.loads(token, salt=OFFER_SALT, max_age=MAX_AGE_SECONDS)
    return reference, version


def offer_url(registration: Any, answer: str) -> str:
    """The page with the one button that accepts or declines (``answer``) an offer."""
    token = offer_token(registration)
    return absolute(f"events:offer_{answer}", token, language=registration.language)
