"""Loads sample accounts and records of every room; for demonstrations only."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal.accounts import demo


class Command(BaseCommand):
    """Run again, it changes nothing and says nothing about passwords."""

    help = "Load sample accounts and records (PORTAL_DEMO=1, never in production)."

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the loaders of the rooms from right to left."""
        refuse_outside_demonstrations()
        for _name, loader in reversed(demo.loaders().items()):
            loader(self.stdout)


def refuse_outside_demonstrations() -> None:
    """CommandError unless this is a demonstration."""
    if settings.PRODUCTION:
        raise CommandError("Sample accounts are never made in production.")
    if not settings.DEMO:
        raise CommandError("Set PORTAL_DEMO=1 to load sample accounts and records.")
