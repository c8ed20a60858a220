"""Give the roles of the bureau their rights."""

from typing import Any

from django.core.management.base import BaseCommand

from portal.content.services import roles


class Command(BaseCommand):
    """Idempotent; part of loading the opening content."""

    help = "Give editors, publishers and the other roles their rights, and set the workflow."

    def handle(self, *args: Any, **options: Any) -> None:
        """Set up and say so."""
        roles.setup()
        self.stdout.write("Roles and workflow are set up.")
