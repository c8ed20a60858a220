"""Puts failed messages of the outbox back to work, once their cause is mended."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from portal.delivery import outbox


class Command(BaseCommand):
    """All dead messages, or those of one topic."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """``--topic`` narrows to one topic."""
        parser.add_argument("--topic", default="", help="only messages of this topic")

    def handle(self, *, topic: str = "", **options: Any) -> None:
        """Requeue and say how many."""
        self.stdout.write(f"{outbox.requeue_dead(topic=topic)} messages put back")
