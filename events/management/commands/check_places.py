"""Count the places again: for a nightly job."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from events.selectors.places import breaches


class Command(BaseCommand):
    """Compares each counter with its registrations, and capacity with both."""

    help = "Recount the places of every participation type; exit code 1 if one is wrong."

    def handle(self, *args: Any, **options: Any) -> None:
        """Report each breach on a line of its own."""
        found = breaches()
        for breach in found:
            self.stdout.write(str(breach))
        if found:
            raise CommandError(f"{len(found)} participation types have a wrong count.")
        self.stdout.write("All places are accounted for.")
