"""Reads one mail to a reply address from standard input and posts it in its thread."""

import os
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from matchmaking.thread import reply_addresses
from matchmaking.thread.inbound import reading, receiving
from matchmaking.thread.inbound.receiving import BOUNCE_TEXTS, LARGEST, Answer

# What the mail server does with them: bounce, or try again later (sysexits.h).
EXITS = {
    Answer.UNKNOWN: os.EX_NOUSER,
    Answer.EXPIRED: os.EX_NOUSER,
    Answer.CLOSED: os.EX_NOUSER,
    Answer.TOO_LARGE: os.EX_DATAERR,
    Answer.LATER: os.EX_TEMPFAIL,
}
NULL_SENDERS = {"", "<>", "MAILER-DAEMON"}
"""How mail servers hand over the empty sender of a bounce."""


class Command(BaseCommand):
    """For the pipe of a mail server; its answer is the exit code, the bounce's text the output."""

    help = __doc__
    stealth_options = ("stream",)

    def add_arguments(self, parser: CommandParser) -> None:
        """Envelope recipient and sender, as the mail server knows them."""
        parser.add_argument("--recipient", default="", help="envelope recipient")
        parser.add_argument("--sender", default=None, help="envelope sender, empty for a bounce")

    def handle(self, *, recipient: str = "", sender: str | None = None, **options: Any) -> None:
        """Take the mail; ends with the exit code where that is not 0."""
        stream = options.get("stream") or sys.stdin.buffer
        raw = stream.read(LARGEST + 1)
        envelope = "" if sender is not None and sender.strip() in NULL_SENDERS else sender
        try:
            answer = receiving.receive(
                raw=raw, recipient=recipient or self._recipient(raw), sender=envelope
            )
        except Exception as problem:
            receiving.note_trouble(problem)
            self.stdout.write("4.3.0 Please try again later")
            sys.exit(os.EX_TEMPFAIL)
        if not answer.is_taken:
            self.stdout.write(BOUNCE_TEXTS[answer])
            sys.exit(EXITS[answer])

    def _recipient(self, raw: bytes) -> str:
        """The reply address in the headers, for servers that do not pass the envelope on."""
        known = reading.read(raw[: 256 * 1024]).addressed_to
        return next(filter(reply_addresses.is_of_portal, known), "")
