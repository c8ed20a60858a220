"""``manage.py rebuild_search``: write the whole index anew."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search import indexing
from search.engines import EngineUnavailable


class Command(BaseCommand):
    """Needed after a new vocabulary, a new version's index, a new engine, or a restore.

    A run that is stopped leaves the old index as it is; the next one clears up.
    """

    help = "Write every document to the search index anew; visitors see no gap."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Rebuild and tell how many."""
        try:
            done = indexing.rebuild(progress=lambda count: self.stderr.write(f"… {count}"))
        except EngineUnavailable as error:
            raise CommandError(f"The search engine does not answer: {error}") from error
        self.stdout.write(f"{done} documents indexed")
