"""Finding one person at the door or at the online entrance."""

import hashlib
import re
import unicodedata
from typing import Any

from django.db.models import Q, QuerySet

from events.enums import RegistrationState
from events.models import Attendee, Session
from events.normalise import fold_widths, to_katakana
from events.selectors.attendees import RELATED

from . import attendance

CODE = re.compile(r"(?:SECUNITY:)?([A-Za-z0-9_-]{16,40})")
REFERENCE = re.compile(r"R-?([0-9A-Z]{4})-?([0-9A-Z]{4})", re.IGNORECASE)
SHOWN = 30


def code_hash(code: str) -> str:
    """What stands for a ticket code on a device: it recognises the code, and opens nothing."""
    return hashlib.sha256(f"SECUNITY:{code}".encode()).hexdigest()[:32]


def by_code(text: str) -> Attendee | None:
    """The person whose ticket says ``text``, whatever the session."""
    match = CODE.fullmatch(text.strip())
    if match is None:
        return None
    return Attendee.objects.select_related(*RELATED).filter(ticket_code=match[1]).first()


def by_number(*, session: Session, pk: Any) -> Attendee | None:
    """The person with this key among the people of ``session``."""
    if not str(pk).isdecimal():
        return None
    return (
        Attendee.objects.select_related(*RELATED)
        .filter(pk=int(pk), registration__session=session)
        .first()
    )


def search(*, session: Session, words: str) -> list[Attendee]:
    """People of ``session`` by reference, name, reading or company; at most ``SHOWN``."""
    words = fold_widths(words.replace("\x00", ""))[:100]
    if not words:
        return []
    found = attendance.expected(session)
    if match := REFERENCE.fullmatch(words):
        reference = f"R-{match[1]}-{match[2]}".upper()
        return list(found.filter(registration__reference=reference))
    for word in words.split():
        kana = to_katakana(word)
        found = found.filter(
            Q(family_name__icontains=word)
            | Q(given_name__icontains=word)
            | Q(family_name_kana__icontains=kana)
            | Q(given_name_kana__icontains=kana)
            | Q(registration__company_name__icontains=word)
        )
    return list(found[:SHOWN])


def with_address(*, session: Session, name: str, email: str) -> Attendee | None:
    """The confirmed, admitted person of ``session`` with this name (or reading) and address.

    Colleagues without an address of their own give the one of their contact.
    """
    wanted = plain(name)
    if not wanted:
        return None
    candidates: QuerySet[Attendee] = (
        Attendee.objects.select_related(*RELATED)
        .filter(
            Q(email__iexact=email) | Q(email="", registration__contact_email__iexact=email),
            registration__session=session,
            registration__state=RegistrationState.CONFIRMED,
            is_admitted=True,
        )
        .order_by("pk")
    )
    for person in candidates:
        spelled = {plain(person.full_name), plain(to_katakana(person.full_name_kana))}
        if wanted in spelled or plain(to_katakana(name)) in spelled:
            return person
    return None


def plain(text: str) -> str:
    """``text`` for comparing only: compatible forms unified, no spaces, one case."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).casefold()
