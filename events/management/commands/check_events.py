"""Look whether what must be true of every event is true: for a nightly job and for doubts."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from events.services import invariants


class Command(BaseCommand):
    """Counts the places again and looks for what no registration may lack."""

    help = (
        "Check places, waitlists, people, mails, consents and records of all events; "
        "exit code 1 on a breach."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Report each breach on a line of its own."""
        found = invariants.check()
        for breach in found:
            self.stdout.write(str(breach))
        if found:
            raise CommandError(f"{len(found)} things are not as they must be.")
        self.stdout.write("All is as it must be.")
