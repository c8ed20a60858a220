"""Takes mail to reply addresses by LMTP or SMTP from the site's own mail server."""

import asyncio
import logging
import signal
from functools import partial
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    """One process; ends at SIGTERM or SIGINT."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to listen, and which protocol to speak."""
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8024)
        parser.add_argument("--protocol", choices=("lmtp", "smtp"), default="lmtp")

    def handle(self, *, host: str, port: int, protocol: str, **options: Any) -> None:
        """Listen until told to stop."""
        if not settings.REPLY_ADDRESS:
            raise CommandError("PORTAL_REPLY_ADDRESS is not set: there is no mail to take.")
        asyncio.run(self._serve(host, port, protocol))

    async def _serve(self, host: str, port: int, protocol: str) -> None:
        from matchmaking.thread.inbound import server  # noqa: PLC0415 - few processes need it

        loop = asyncio.get_running_loop()
        stopped = asyncio.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, stopped.set)
        listening = await loop.create_server(partial(server.make, protocol), host, port)
        logger.info("taking mail", extra={"host": host, "port": port, "protocol": protocol})
        async with listening:
            await stopped.wait()
        logger.info("mail server stopped")
