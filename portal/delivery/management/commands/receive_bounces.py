"""Reads one returned mail from standard input and notes that its recipient was not reached."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from portal.delivery import undelivered


class Command(BaseCommand):
    """Called by the mail server, once per message that comes back to the sender's address."""

    help = __doc__
    stealth_options = ("stream",)

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, note, and say what was found; what is no report is left alone."""
        mail = undelivered.receive(options.get("stream") or sys.stdin.buffer)
        self.stdout.write(f"undelivered: {mail.key}" if mail else "no failure of a mail of ours")
