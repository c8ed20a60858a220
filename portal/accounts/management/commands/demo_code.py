"""Prints the current second-factor code of a sample account."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.accounts import demo_accounts
from portal.accounts.models import User

from .load_demo import refuse_outside_demonstrations


class Command(BaseCommand):
    """Stands in for an authenticator app in a demonstration."""

    help = "Print the six digits of a sample account's authenticator (demonstrations only)."

    def add_arguments(self, parser: CommandParser) -> None:
        """The account's address."""
        parser.add_argument("email")

    def handle(self, *args: Any, email: str, **options: Any) -> None:
        """Print the code alone; only for the accounts that this command's family made."""
        refuse_outside_demonstrations()
        known = {account.email for account in demo_accounts.ACCOUNTS}
        user = User.objects.filter(email=email.lower()).first()
        if email.lower() not in known or user is None:
            raise CommandError(f"{email} is no demo account: {', '.join(sorted(known))}")
        try:
            self.stdout.write(demo_accounts.current_code(user))
        except LookupError:
            raise CommandError(f"{email} signs in without a second factor.") from None
