"""The engines behind ``search.api``; a setting names the one in use."""

from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string

from .base import Engine, EngineUnavailable

__all__ = ["Engine", "EngineUnavailable", "get_engine"]

# By name, so that the client of one is not loaded where the other is used.
_ENGINES = {
    "embedded": "search.engines.embedded.EmbeddedEngine",
    "elasticsearch": "search.engines.elastic.ElasticEngine",
}


@cache
def _named(name: str) -> Engine:
    engine: Engine = import_string(_ENGINES[name]).from_settings()
    return engine


def get_engine() -> Engine:
    """The engine of this deployment."""
    return _named(settings.SEARCH_ENGINE)
