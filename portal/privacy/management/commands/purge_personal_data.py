"""Drops what has been kept long enough."""

from typing import Any

from django.core.management.base import BaseCommand

from portal.privacy import purging


class Command(BaseCommand):
    """Run once a night by the worker or by cron."""

    help = "Drop personal data past its retention period and carry out due erasures."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print one line per rule."""
        for run in purging.run():
            self.stdout.write(f"{run.rule}: {run.dropped} {run.error}".rstrip())
