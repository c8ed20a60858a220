"""``manage.py verify_search``: compare database and index, and repair."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from search import indexing
from search.engines import EngineUnavailable


class Command(BaseCommand):
    """Ends with an error when something is wrong and ``--check`` forbids to repair it."""

    help = "Compare every document with the search index and put differences right."

    def add_arguments(self, parser: CommandParser) -> None:
        """Only look, or repair."""
        parser.add_argument("--check", action="store_true", help="only tell, change nothing")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Compare and tell."""
        try:
            report = indexing.verify(repair=not options["check"])
        except EngineUnavailable as error:
            raise CommandError(f"The search engine does not answer: {error}") from error
        for title, found in (
            ("missing", report.missing),
            ("changed", report.changed),
            ("surplus", report.surplus),
        ):
            for source, pk in found:
                self.stdout.write(f"{title}: {source} {pk}")
        if report.wrong and options["check"]:
            raise CommandError(f"{len(report.wrong)} of {report.checked} documents differ")
        verb = "repaired" if report.wrong else "differ"
        self.stdout.write(f"{report.checked} documents checked, {len(report.wrong)} {verb}")
