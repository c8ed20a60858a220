"""``manage.py rebuild_search``: write the whole index anew."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from search import indexing
from search.engines import EngineUnavailable


class Command(BaseCommand):
    """Needed after a new vocabulary, a new version's index, a new engine, or a restore.

    A run that is stopped leaves the old index as it is; the next one clears up.
    """

    help = "Write every document to the search index anew; visitors see no gap."

    def add_arguments(self, parser: CommandParser) -> None:
        """In any case, or only if need be."""
        parser.add_argument(
            "--if-outdated",
            action="store_true",
            help="only when another version or another vocabulary made the index",
        )

    def handle(self, *_args: Any, if_outdated: bool = False, **_options: Any) -> None:
        """Rebuild and tell how many."""
        run = indexing.renew if if_outdated else indexing.rebuild
        try:
            done = run(progress=lambda count: self.stderr.write(f"… {count}"))
        except EngineUnavailable as error:
            raise CommandError(f"The search engine does not answer: {error}") from error
        if done is None:
            self.stdout.write("the index is up to date")
        else:
            self.stdout.write(f"{done} documents indexed")
