"""Addresses to answer to: signed, one for each person and thread, good for half a year.

``reply+<introduction>-<person>-<day>-<signature>@…`` in digits and small letters alone,
because mail servers on the way may change the case. Nobody can make one without the secret
key, and one tells nothing but two record numbers.
"""

import base64
import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from django.conf import settings
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.http import base36_to_int, int_to_base36

SALT = "matchmaking.thread.reply"
VALID_FOR = timedelta(days=180)
SIGNATURE_LENGTH = 26
"""130 bits."""
_TOKEN = re.compile(r"([0-9a-z]{1,8})-([0-9a-z]{1,8})-([0-9a-z]{1,5})-([a-z2-7]{26})")
_EPOCH = date(1970, 1, 1)


class Fault(Enum):
    """Why an address leads nowhere."""

    UNKNOWN = "unknown"
    FORGED = "forged"
    EXPIRED = "expired"


class AddressError(Exception):
    """The address leads nowhere."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@dataclass(frozen=True)
class ReplyTarget:
    """The thread and the person that an address stands for."""

    introduction_id: int
    user_id: int


def are_offered() -> bool:
    """Whether this portal takes mail in."""
    return bool(settings.REPLY_ADDRESS)


def make(*, introduction_id: int, user_id: int) -> str:
    """The address at which ``user_id`` answers in the thread of ``introduction_id``."""
    local, _at, domain = settings.REPLY_ADDRESS.partition("@")
    day = (timezone.now().date() - _EPOCH).days
    named = "-".join(map(int_to_base36, (introduction_id, user_id, day)))
    return f"{local}+{named}-{_signature(named, settings.SECRET_KEY)}@{domain}"


def _signature(named: str, secret: str) -> str:
    mac = salted_hmac(SALT, named, secret=secret, algorithm="sha256").digest()
    return base64.b32encode(mac).decode().lower()[:SIGNATURE_LENGTH]


def read(address: str) -> ReplyTarget:
    """What ``address`` stands for.

    Raises:
        AddressError: it is none of ours, its signature is wrong, or it is too old.
    """
    own, _at, domain = settings.REPLY_ADDRESS.partition("@")
    local, _at, at_domain = address.strip().strip("<>").lower().rpartition("@")
    prefix, plus, token = local.partition("+")
    if not own or (prefix, plus, at_domain) != (own, "+", domain):
        raise AddressError(Fault.UNKNOWN)
    found = _TOKEN.fullmatch(token)
    if found is None:
        raise AddressError(Fault.FORGED)
    named = token[: found.start(4) - 1]
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    if not any(constant_time_compare(found[4], _signature(named, one)) for one in secrets):
        raise AddressError(Fault.FORGED)
    introduction_id, user_id, day = (base36_to_int(found[number]) for number in (1, 2, 3))
    if timezone.now().date() - (_EPOCH + timedelta(days=day)) > VALID_FOR:
        raise AddressError(Fault.EXPIRED)
    return ReplyTarget(introduction_id, user_id)


def is_of_portal(address: str) -> bool:
    """Whether ``address`` is a reply address, whoever it is of."""
    own, _at, domain = settings.REPLY_ADDRESS.partition("@")
    local, _at, at_domain = address.strip().lower().rpartition("@")
    return bool(own) and at_domain == domain and local.partition("+")[0] == own


def hide(text: str) -> str:
    """``text`` without reply addresses, which quoting brings along and others must not use."""
    if not are_offered():
        return text
    own, _at, domain = settings.REPLY_ADDRESS.partition("@")
    pattern = rf"{re.escape(own)}\+[0-9a-z-]+@{re.escape(domain)}"
    return re.sub(pattern, settings.REPLY_ADDRESS, text, flags=re.IGNORECASE)
