"""Whether the engine answers; for watchers."""

from .engines import get_engine


def check_search() -> None:
    """Ask the engine for an entry that does not exist.

    Raises:
        EngineUnavailable: it does not answer.
    """
    get_engine().load(["0"])
