"""A mail to a reply address: posted once, kept aside for a coordinator, or refused.

Both doors (``receive_mail`` and ``serve_mail``) call ``receive``. What is refused leaves a
line in the log with a code and record numbers, never words of the mail.
"""

import hashlib
import logging
import traceback
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.http import HttpRequest

from portal import rate_limit
from portal.accounts.models import User
from portal.privacy import services as privacy

from ... import permissions
from ...models import InboundMail, Introduction, ThreadMessage
from .. import files, letters, reply_addresses, services
from ..reply_addresses import AddressError, Fault, ReplyTarget
from . import quoting, reading
from .reading import Letter

logger = logging.getLogger(__name__)

LARGEST = 30 * 1024 * 1024
"""Bytes of a mail: 20 MB of files are 27 MB as mail writes them."""

Reason = InboundMail.Reason
State = InboundMail.State


class Answer(Enum):
    """What becomes of a mail."""

    POSTED = "posted"
    REPEATED = "repeated"
    KEPT = "kept"
    UNKNOWN = "unknown"
    EXPIRED = "expired"
    CLOSED = "closed"
    TOO_LARGE = "too_large"
    LATER = "later"

    @property
    def is_taken(self) -> bool:
        """Whether the sender's server may forget the mail."""
        return self in {Answer.POSTED, Answer.REPEATED, Answer.KEPT}


BOUNCE_TEXTS = {
    Answer.UNKNOWN: "5.1.1 No such address here",
    Answer.EXPIRED: "5.1.6 This reply address has expired; please answer on the portal's page",
    Answer.CLOSED: "5.1.6 This conversation is closed; your mail was passed on to nobody",
    Answer.TOO_LARGE: "5.3.4 Message too large, 30 MB at most",
    Answer.LATER: "4.7.1 Too many mails to this address, please try again later",
}
"""Said to the sender's mail server with the status of RFC 3463; none tells of anybody else.

ASCII, which is all that SMTP carries; whom it concerns gets a letter in their language too."""


@dataclass(frozen=True)
class _Case:
    """A mail with a valid address: whose it is and what it says."""

    introduction: Introduction
    user: User
    letter: Letter
    digest: str
    raw: bytes


def receive(*, raw: bytes, recipient: str, sender: str | None = None) -> Answer:
    """Take one mail for one recipient.

    Args:
        raw: the message, at most ``LARGEST`` bytes; more is refused.
        recipient: the reply address it came to.
        sender: the envelope sender; empty for a bounce, None if not known.

    Raises:
        Exception: the mail could not be kept, whatever the trouble is: have it delivered again.
    """
    try:
        target = reply_addresses.read(recipient)
    except AddressError as problem:
        expired = problem.fault is Fault.EXPIRED
        return _refused(Answer.EXPIRED if expired else Answer.UNKNOWN, problem.fault.value)
    if len(raw) > LARGEST:
        return _refused(Answer.TOO_LARGE, "size", target)
    letter = reading.read(raw)  # before others wait for the database
    with transaction.atomic():
        found = party(target)
        if found is None:
            _tell_that_it_is_closed(target, letter, sender)
            return _refused(Answer.CLOSED, "closed", target)
        case = _Case(*found, letter, _digest(target, letter, raw), raw)
        return _take(case, sender)


def note_trouble(problem: Exception) -> None:
    """Log that a mail could not be kept: what and where, never the words an error may quote."""
    places = traceback.extract_tb(problem.__traceback__)
    logger.error(
        "inbound mail not kept; it will be delivered again",
        extra={
            "error": type(problem).__name__,
            "places": [f"{Path(one.filename).name}:{one.lineno}" for one in places[-5:]],
        },
    )


def party(target: ReplyTarget) -> tuple[Introduction, User] | None:
    """The open thread and the person who may still write in it; None if either is gone."""
    try:
        introduction = Introduction.objects.locked(target.introduction_id)
    except Introduction.DoesNotExist:
        return None
    user = User.objects.filter(pk=target.user_id, is_active=True).first()
    if user is None or not permissions.can_write_thread(user, introduction):
        return None
    return introduction, user


def _tell_that_it_is_closed(target: ReplyTarget, letter: Letter, sender: str | None) -> None:
    """A person who still belongs to a side learns it in their language; who left gets no mail."""
    user = User.objects.filter(pk=target.user_id, is_active=True).first()
    row = Introduction.objects.with_sides().filter(pk=target.introduction_id).first()
    if user is None or row is None or permissions.side_of(user, row) is None:
        return
    if letter.is_automatic or sender == "" or not _is_from(user, letter):
        return
    identity = letter.message_id.encode()
    letters.tell_what_became(
        None,
        introduction=row,
        user=user,
        key=f"closed:{hashlib.sha256(identity).hexdigest()[:32]}:{target.user_id}",
    )


def _refused(answer: Answer, code: str, target: ReplyTarget | None = None) -> Answer:
    numbers = {"introduction": target.introduction_id, "user": target.user_id} if target else {}
    logger.info("inbound mail refused", extra={"code": code, **numbers})
    return answer


def _digest(target: ReplyTarget, letter: Letter, raw: bytes) -> str:
    """Names a mail to one person's address: by its Message-ID, else by all below its trace."""
    identity = letter.message_id.encode() or _without_trace(raw)
    whose = f"{target.introduction_id}:{target.user_id}:".encode()
    return hashlib.sha256(whose + identity).hexdigest()


def _without_trace(raw: bytes) -> bytes:
    """The body alone: each server on the way adds lines above it."""
    for gap in (b"\r\n\r\n", b"\n\n"):
        head, found, body = raw.partition(gap)
        if found:
            subject = [line for line in head.splitlines() if line.lower().startswith(b"date:")]
            return b"".join(subject) + body
    return raw


def _take(case: _Case, sender: str | None) -> Answer:
    """Post it or keep it aside; a digest that is known already ends it here."""
    reason = _reason(case, sender)
    if reason and not rate_limit.within(HttpRequest(), "thread_mail_kept", user=case.user):
        return _refused(Answer.LATER, "flood", ReplyTarget(case.introduction.pk, case.user.pk))
    inbound = InboundMail(
        introduction=case.introduction,
        user=case.user,
        digest=case.digest,
        state=State.KEPT if reason else State.POSTED,
        reason=reason or "",
    )
    try:
        with transaction.atomic():
            inbound.save(force_insert=True)
    except IntegrityError:
        return Answer.REPEATED
    if reason:
        _keep_aside(inbound, case)
        return Answer.KEPT
    _post(inbound, case)
    return Answer.POSTED


def _reason(case: _Case, sender: str | None) -> str:
    """Why it may not go through by itself; the order is from certain to less certain."""
    letter = case.letter
    own = {settings.REPLY_ADDRESS.lower()}
    if own & {one.lower() for one in letter.loops} or any(
        map(reply_addresses.is_of_portal, letter.senders)
    ):
        return Reason.LOOP
    if letter.is_automatic or (sender is not None and sender.strip("<>") == ""):
        return Reason.AUTOMATIC
    if not letter.is_readable:
        return Reason.UNREADABLE
    if not _is_from(case.user, letter):
        return Reason.WRONG_SENDER
    if not letter.text.strip() and not letter.files:
        return Reason.EMPTY
    if not rate_limit.within(HttpRequest(), "thread_message", user=case.user):
        return Reason.TOO_MANY
    return ""


def _is_from(user: User, letter: Letter) -> bool:
    """Whether the one sender is an address that the person has shown to be theirs."""
    if len(letter.senders) != 1:
        return False
    confirmed = EmailAddress.objects.filter(user=user, verified=True)
    own = {user.email.lower(), *(one.lower() for one in confirmed.values_list("email", flat=True))}
    return letter.senders[0] in own


def _keep_aside(inbound: InboundMail, case: _Case) -> None:
    inbound.sender = ", ".join(case.letter.senders)[:254]
    inbound.subject = case.letter.subject
    inbound.content.save(inbound.digest, ContentFile(case.raw), save=False)
    inbound.save()
    logger.info(
        "inbound mail kept aside",
        extra={"code": str(inbound.reason), "introduction": case.introduction.pk},
    )
    if inbound.reason not in {Reason.AUTOMATIC, Reason.LOOP}:
        letters.tell_what_became(
            inbound, introduction=case.introduction, user=case.user, key=f"inbound:{inbound.pk}"
        )


def _post(inbound: InboundMail, case: _Case) -> None:
    letter = case.letter
    taken, refused = files.check(letter.files)
    services.post(
        introduction=case.introduction,
        author=case.user,
        body=quoting.cut(letter.text),
        key=f"mail:{case.digest}",
        given=taken,
        refused=refused,
        door=ThreadMessage.Door.MAIL,
        mail_id=letter.message_id,
    )
    if refused:
        letters.tell_what_became(
            None,
            introduction=case.introduction,
            user=case.user,
            key=f"files:{inbound.pk}",
            refused=[files.words(one.as_json()) for one in refused],
        )


@transaction.atomic
def settle(*, inbound: InboundMail, release: bool, actor: Any) -> bool:
    """A coordinator passes a kept mail on, as its person's message, or drops it.

    False if somebody was quicker, or the thread is no longer open to that person.
    """
    inbound = InboundMail.objects.select_for_update().get(pk=inbound.pk)
    if inbound.state != State.KEPT:
        return False
    if release:
        target = ReplyTarget(inbound.introduction_id, inbound.user_id)
        found = party(target)
        if found is None:
            return False
        with inbound.content.open("rb") as kept:
            raw = kept.read()
        _post(inbound, _Case(*found, reading.read(raw), inbound.digest, raw))
    inbound.state = State.RELEASED if release else State.DROPPED
    files.drop_content(instance=inbound)
    inbound.content, inbound.sender, inbound.subject = "", "", ""
    inbound.save()
    privacy.record(
        action="thread.mail_released" if release else "thread.mail_dropped",
        target=f"introduction:{inbound.introduction_id}",
        actor=actor,
        detail={"inbound": inbound.pk, "reason": inbound.reason},
    )
    return True
