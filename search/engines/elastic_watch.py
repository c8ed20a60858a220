"""Whether a cluster may be asked at this moment: it answers, and its index is of this version."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from elastic_transport import TransportError
from elasticsearch import ApiError, Elasticsearch, helpers

from . import elastic_schema
from .base import EngineUnavailable

logger = logging.getLogger(__name__)
# How long a look at the mapping counts; a rebuild ends it in its own process.
LOOK_SECONDS = 30.0
# So long nobody waits for a cluster that has not answered; the worker goes on trying.
REST_SECONDS = 10.0


@dataclass(frozen=True)
class Looked:
    """What the last look at the mapping showed, and until when that counts."""

    reason: str = ""
    usable: bool = True
    until: float = 0.0


class Watch:
    """What one process knows of the state of ``index`` and of the cluster it is on."""

    def __init__(self, client: Elasticsearch, index: str) -> None:
        self.client = client
        self.index = index
        self._looked = Looked()
        self._resting_until = 0.0

    @contextmanager
    def guarded(self) -> Iterator[None]:
        """Turn every fault of the cluster into ``EngineUnavailable``."""
        try:
            yield
        except TransportError as error:
            self._resting_until = time.monotonic() + REST_SECONDS
            raise EngineUnavailable(str(error)[:500]) from error
        except (ApiError, helpers.BulkIndexError) as error:
            raise EngineUnavailable(str(error)[:500]) from error
        except (AttributeError, LookupError, TypeError, ValueError) as error:
            # An index of another version, or something else that answers at this address.
            raise EngineUnavailable(f"unexpected answer: {error!r}"[:500]) from error

    def look(self) -> Looked:
        """Whether the index is one of this version; asked again every ``LOOK_SECONDS``."""
        looked = self._looked
        if time.monotonic() < looked.until:
            return looked
        mappings = self.client.options(ignore_status=404).indices.get_mapping(index=self.index)
        current = elastic_schema.fingerprint()
        reason, usable = "", True
        for index, found in mappings.body.items() if mappings.meta.status == 200 else ():
            known = elastic_schema.fingerprint_of(found["mappings"])
            if problem := known.outdated(current):
                reason, usable = f"{index}: {problem}", usable and known.form == current.form
        if reason and reason != looked.reason:
            logger.warning("search: %s", reason)
        self._looked = Looked(reason, usable, time.monotonic() + LOOK_SECONDS)
        return self._looked

    def look_anew(self) -> Looked:
        """The same, asked now."""
        self._looked = replace(self._looked, until=0.0)
        return self.look()

    def forget(self) -> None:
        """The index is another one: what was seen no longer counts."""
        self._looked = Looked()

    def answered(self) -> None:
        """The cluster does: visitors may ask it again."""
        self._resting_until = 0.0

    def check_awake(self) -> None:
        """Let no visitor wait where another has just waited in vain.

        Raises:
            EngineUnavailable: the cluster did not answer a moment ago.
        """
        if time.monotonic() < self._resting_until:
            raise EngineUnavailable("the cluster did not answer a moment ago")

    def check(self) -> None:
        """Go on only with an index that this version can read and write.

        Raises:
            EngineUnavailable: it is of another form; the text says which.
        """
        looked = self.look()
        if not looked.usable:
            raise EngineUnavailable(looked.reason)
