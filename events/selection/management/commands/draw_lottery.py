"""Repeat a lottery: from its published file, or from what the database keeps."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from events.selection import lottery
from events.selection.models import Draw
from events.selection.selectors.draws import RELATED, document


class Command(BaseCommand):
    """Draws nothing new: says what seed and entries give, and whether it was published so."""

    help = "Repeat a lottery and print its result; exit code 1 if the published one differs."

    def add_arguments(self, parser: CommandParser) -> None:
        """One of two sources."""
        source = parser.add_mutually_exclusive_group(required=True)
        source.add_argument("--verify", type=Path, metavar="FILE", help="a published lottery.json")
        source.add_argument("--type", type=int, metavar="PK", help="a participation type")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the numbers in drawn order, then the verdict."""
        told = self._read(options["verify"]) if options["verify"] else self._kept(options["type"])
        try:
            faults = lottery.faults(told)
            entries, places = lottery.entries_of(told), int(told["places"])
        except ValueError as error:
            raise CommandError(str(error)) from error
        for one in lottery.draw(seed=told["seed"], entries=entries, places=places):
            words = "place" if one.wins else f"reserve {one.reserve}"
            self.stdout.write(f"{one.entry.number} {words}")
        if faults:
            raise CommandError(" ".join(faults))
        self.stdout.write("The result is right.")

    def _read(self, path: Path) -> Any:
        try:
            return json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise CommandError(f"{path.name} cannot be read: {error}") from error

    def _kept(self, pk: int) -> Any:
        draw = Draw.objects.select_related(*RELATED).filter(participation_type=pk).first()
        if draw is None:
            raise CommandError(f"Participation type {pk} has no lottery.")
        return document(draw)
