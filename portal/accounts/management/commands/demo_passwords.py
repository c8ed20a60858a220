"""Gives the sample accounts new passwords and prints them once."""

from typing import Any

from django.core.management.base import BaseCommand

from portal.accounts import demo_accounts

from .load_demo import refuse_outside_demonstrations


class Command(BaseCommand):
    """Kept are hashes only, so lost passwords are replaced, not looked up."""

    help = "Give the sample accounts new passwords and print them (demonstrations only)."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print one line per account."""
        refuse_outside_demonstrations()
        demo_accounts.reset_passwords(self.stdout)
