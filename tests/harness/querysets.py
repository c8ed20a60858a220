"""A queryset without an order comes back reversed, so that nothing leans on luck."""

import pytest
from django.db.models.query import QuerySet

ROOMS = ("portal.", "events.", "matchmaking.", "search.")


@pytest.fixture(autouse=True, scope="session")
def _unordered_querysets_come_reversed():
    """Reverse what the database gave in no promised order."""
    fetch_all = QuerySet._fetch_all

    def fetch_reversed(self: QuerySet) -> None:
        fresh = self._result_cache is None
        fetch_all(self)
        module = f"{self.model.__module__}."
        if fresh and module.startswith(ROOMS) and not self.ordered and not self.query.is_sliced:
            self._result_cache.reverse()

    QuerySet._fetch_all = fetch_reversed
    yield
    QuerySet._fetch_all = fetch_all
