"""The embedded worker: drains the outbox and runs what is due, until told to stop."""

import logging
import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError, close_old_connections

from portal.delivery import periodic, worker

logger = logging.getLogger(__name__)

IDLE_SECONDS = 0.3
PERIODIC_SECONDS = 5.0
TROUBLE_SECONDS = 2.0


class Command(BaseCommand):
    """One loop, one process; a second one may run beside it."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """``--once`` drains and returns."""
        parser.add_argument("--once", action="store_true", help="drain the outbox and end")

    def handle(self, *, once: bool = False, **options: Any) -> None:
        """Work until SIGTERM or SIGINT; the row in hand is finished first."""
        if once:
            worker.drain()
            periodic.run_due()
            return
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        logger.info("worker started")
        since_periodic = PERIODIC_SECONDS
        while not stop.is_set():
            try:
                handled = worker.drain(stopping=stop.is_set, limit=100)
                if since_periodic >= PERIODIC_SECONDS:
                    since_periodic = 0.0
                    periodic.run_due()
                wait = 0.0 if handled else IDLE_SECONDS
            except DatabaseError:
                logger.warning("database not available; trying again", exc_info=True)
                wait = TROUBLE_SECONDS
            close_old_connections()
            stop.wait(wait)
            since_periodic += wait
        logger.info("worker stopped")
