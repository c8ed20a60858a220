"""Mails that reached nobody: refused by the server, or returned later by another (RFC 3464)."""

from collections.abc import Sequence
from email import message_from_binary_file, policy
from email.message import Message
from typing import IO, Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from . import outbox
from .models import Mail

PERMANENT = "5."
"""First figure of a status that says that trying again cannot help (RFC 3463, section 3.1)."""


def words(*answers: tuple[int, bytes | str]) -> str:
    """What mail servers answered, in one line: ``550 5.1.1 unknown user``."""
    told = []
    for code, text in answers:
        said = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
        told.append(f"{code} {' '.join(said.split())}")
    return "; ".join(told)


def record(*, mail: Mail, reason: str) -> None:
    """Note that ``mail`` reached nobody; what it told of stays as it is."""
    Mail.objects.filter(pk=mail.pk).update(
        failed_at=timezone.now(), failure=reason[:300], settled_at=None
    )


def settle(*, mail: Mail) -> None:
    """Note that somebody took care of it."""
    Mail.objects.filter(pk=mail.pk, settled_at__isnull=True).update(settled_at=timezone.now())


@transaction.atomic
def send_again(*, mail: Mail, to: str) -> bool:
    """Queue ``mail`` for ``to`` once more; False if it does not wait for somebody any more.

    It keeps its words, its key and its Message-ID; if it is returned again it waits again.
    """
    failed_at = mail.failed_at
    same = _open(mail.key).filter(pk=mail.pk, failed_at=failed_at)
    if not same.update(recipient=to, sent_at=None, failed_at=None, failure=""):
        return False
    key = f"mail-again:{mail.pk}:{failed_at:%Y%m%d%H%M%S%f}"
    outbox.put(topic="mail", key=key, payload={"mail": mail.pk})
    return True


def receive(stream: IO[bytes]) -> Mail | None:
    """Read one returned message and note the failure; the mail it was about, None if unknown.

    Only a report of a permanent failure counts, and only when the returned message carries
    the Message-ID and the recipient of a mail that left here: a forged report cannot do more
    than mark that one mail.
    """
    message = message_from_binary_file(stream, policy=policy.default)
    status = _failure(message)
    if status is None:
        return None
    address, reason = status
    for identity in _message_ids(message):
        mail = Mail.objects.filter(message_id=identity, sent_at__isnull=False).first()
        if mail is not None and mail.recipient.lower() == address.lower():
            record(mail=mail, reason=reason)
            return mail
    return None


def _failure(message: Message) -> tuple[str, str] | None:
    """Recipient and diagnosis of the first permanent failure of a delivery report."""
    for part in message.walk():
        if part.get_content_type() != "message/delivery-status":
            continue
        for fields in _messages(part):
            status = str(fields.get("Status", "")).strip()
            action = str(fields.get("Action", "")).strip().lower()
            if action == "failed" and status.startswith(PERMANENT):
                address = str(fields.get("Final-Recipient", "")).partition(";")[2].strip()
                diagnosis = str(fields.get("Diagnostic-Code", "")).partition(";")[2]
                return address, " ".join(f"{status} {diagnosis}".split())
    return None


def _message_ids(message: Message) -> list[str]:
    """Message-IDs of the returned mail, whole or as headers alone."""
    found = []
    for part in message.walk():
        kind = part.get_content_type()
        if kind == "text/rfc822-headers":
            headers: Any = part.get_payload(decode=True)
            lines = headers.decode("utf-8", "replace").splitlines() if headers else []
            found += [
                line.partition(":")[2].strip()
                for line in lines
                if line.lower().startswith("message-id:")
            ]
        elif kind == "message/rfc822":
            found += [str(one["Message-ID"]).strip() for one in _messages(part)]
    return found


def _messages(part: Message) -> list[Message]:
    """The messages inside ``part``; none when whoever wrote it did not follow the form."""
    payload: Any = part.get_payload()
    if not isinstance(payload, list):
        return []
    return [one for one in payload if isinstance(one, Message)]


def waiting(*, prefix: str | Sequence[str]) -> list[Mail]:
    """Undelivered mails nobody took care of whose key starts with ``prefix``, oldest first.

    Several prefixes are asked for at once. Mails whose words are gone wait no more.
    """
    return list(_open(prefix).order_by("failed_at", "pk"))


def count(*, prefix: str | Sequence[str]) -> int:
    """How many there are."""
    return _open(prefix).count()


def _open(prefix: str | Sequence[str]) -> QuerySet[Mail]:
    begins = Q()
    for one in [prefix] if isinstance(prefix, str) else prefix:
        begins |= Q(key__startswith=one)
    return Mail.objects.filter(
        begins, failed_at__isnull=False, settled_at__isnull=True, purged_at__isnull=True
    )
