"""Whether the engine answers; for watchers."""

from .engines import EngineUnavailable, get_engine


def check_search() -> None:
    """Ask the engine whether its index is one that this version can use.

    Raises:
        EngineUnavailable: it does not answer, or the index must be built anew.
    """
    reason = get_engine().outdated()
    if reason:
        raise EngineUnavailable(reason)
