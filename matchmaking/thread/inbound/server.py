"""A mail server for reply addresses alone, behind the site's own: LMTP (RFC 2033) or SMTP.

It takes nothing for other addresses, sends nothing, and says yes only once the mail is kept.
"""

import asyncio
import logging
from typing import Any

from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.db import close_old_connections

from .. import reply_addresses
from ..reply_addresses import AddressError, Fault
from .receiving import BOUNCE_TEXTS, LARGEST, Answer, note_trouble, receive

logger = logging.getLogger(__name__)

CODES = {Answer.TOO_LARGE: 552, Answer.LATER: 451}
PROTOCOLS = {"lmtp": LMTP, "smtp": SMTP}


class Receiver:
    """What aiosmtpd asks; one recipient at a time, so that each gets an answer of its own."""

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Refuse an address that leads nowhere before its mail is sent."""
        if envelope.rcpt_tos:
            return "452 4.5.3 One recipient at a time"
        try:
            reply_addresses.read(address)
        except AddressError as problem:
            expired = problem.fault is Fault.EXPIRED
            logger.info("inbound mail refused", extra={"code": problem.fault.value})
            return f"550 {BOUNCE_TEXTS[Answer.EXPIRED if expired else Answer.UNKNOWN]}"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Keep the mail, off the loop: the database may be slow."""
        content = envelope.content or b""
        raw = content if isinstance(content, bytes) else content.encode()
        loop = asyncio.get_running_loop()
        sender = envelope.mail_from or ""
        return await loop.run_in_executor(None, _taken, raw, envelope.rcpt_tos[0], sender)


def _taken(raw: bytes, recipient: str, sender: str) -> str:
    """The reply to a mail; trouble of ours has it delivered again."""
    close_old_connections()
    try:
        answer = receive(raw=raw, recipient=recipient, sender=sender)
    except Exception as problem:
        note_trouble(problem)
        return "451 4.3.0 Please try again later"
    finally:
        close_old_connections()
    if answer.is_taken:
        return "250 2.0.0 OK"
    return f"{CODES.get(answer, 550)} {BOUNCE_TEXTS[answer]}"


def make(protocol: str) -> Any:
    """One conversation's server."""
    return PROTOCOLS[protocol](
        Receiver(), data_size_limit=LARGEST, enable_SMTPUTF8=True, timeout=60, ident="SECUNITY"
    )
