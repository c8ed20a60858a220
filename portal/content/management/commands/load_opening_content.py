"""Load the opening content of all rooms."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.content import opening_loaders
from portal.content.services import roles
from portal.content.services.opening import Opening


class Command(BaseCommand):
    """Make and publish the opening pages; staff edits are kept."""

    help = "Load the opening content; a second run changes nothing and keeps staff edits."

    def handle(self, *args: Any, **options: Any) -> None:
        """Plant the pages, let the other rooms load theirs, then fill in the words."""
        try:
            opening = Opening()
        except ValueError as error:
            raise CommandError(str(error)) from error
        opening.plant()
        for loader in opening_loaders.loaders().values():
            loader(self.stdout)
        report = opening.fill()
        roles.setup()
        for name in report.kept:
            self.stdout.write(f"Kept as staff left it: {name}")
        self.stdout.write(
            f"Opening content: {len(report.created)} pages created, "
            f"{len(report.updated)} updated, {report.unchanged} unchanged, "
            f"{len(report.kept)} kept."
        )
