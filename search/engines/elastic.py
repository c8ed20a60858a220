"""The Elasticsearch engine: the same plans and entries on a cluster.

The alias ``<name>`` is read, every index behind the alias ``<name>-targets`` is written:
during a rebuild these are two, so that changes made meanwhile are in both.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from elastic_transport import TransportError
from elasticsearch import ApiError, Elasticsearch, NotFoundError, helpers
from elasticsearch.dsl import Search

from ..entries import Entry
from ..folding import fold
from ..plan import QueryPlan
from . import elastic_query, elastic_schema, elastic_suggesting
from .base import Answer, EngineUnavailable, Stored, Suggestion
from .elastic_documents import candidates, counted, key_of, source_of, stored_from
from .scoring import Scoring

logger = logging.getLogger(__name__)
TIMEOUT_SECONDS = 3.0
# How long a look at the mapping counts; a rebuild ends it in its own process.
LOOK_SECONDS = 30.0
# So long nobody waits for a cluster that has not answered; the worker goes on trying.
REST_SECONDS = 10.0
BULK_TIMEOUT_SECONDS = 60.0
# A conflict means that something newer is kept; nothing to delete is as good as deleted.
_DONE = {200, 201, 404, 409}


@dataclass(frozen=True)
class Looked:
    """What the last look at the mapping showed, and until when that counts."""

    reason: str = ""
    usable: bool = True
    until: float = 0.0


class ElasticEngine:
    """Indexes named ``<name>-<time>`` on a cluster."""

    name = "elasticsearch"
    transactional = False

    def __init__(
        self, client: Elasticsearch, name: str, *, refresh: bool = False, only: str = ""
    ) -> None:
        self.client = client
        self.alias = name
        self.targets = f"{name}-targets"
        self.refresh = refresh
        # Set while an index is being filled: the one index to write and read.
        self.only = only
        self._looked = Looked()
        self._resting_until = 0.0

    @classmethod
    def from_settings(cls) -> ElasticEngine:
        """The cluster and index that the settings name."""
        client = Elasticsearch(
            settings.ELASTICSEARCH_URL,
            request_timeout=TIMEOUT_SECONDS,
            max_retries=1,
            retry_on_timeout=False,
        )
        return cls(client, settings.ELASTICSEARCH_INDEX)

    @contextmanager
    def _guarded(self) -> Iterator[None]:
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

    # What made the index

    def _look(self, *, seconds: float = LOOK_SECONDS) -> Looked:
        """Whether the index is one of this version; asked again every ``seconds``."""
        looked = self._looked
        if time.monotonic() < looked.until:
            return looked
        mappings = self.client.options(ignore_status=404).indices.get_mapping(
            index=self.only or self.alias
        )
        current = elastic_schema.fingerprint()
        reason, usable = "", True
        for index, found in mappings.body.items() if mappings.meta.status == 200 else ():
            known = elastic_schema.fingerprint_of(found["mappings"])
            if problem := known.outdated(current):
                reason, usable = f"{index}: {problem}", usable and known.form == current.form
        if reason and reason != looked.reason:
            logger.warning("search: %s", reason)
        self._looked = Looked(reason, usable, time.monotonic() + seconds)
        return self._looked

    def _awake(self) -> None:
        """Let no visitor wait where another has just waited in vain."""
        if time.monotonic() < self._resting_until:
            raise EngineUnavailable("the cluster did not answer a moment ago")

    def _check(self) -> None:
        looked = self._look()
        if not looked.usable:
            raise EngineUnavailable(looked.reason)

    def outdated(self) -> str:
        """Why the index must be built anew."""
        with self._guarded():
            self._looked = replace(self._looked, until=0.0)
            return self._look().reason

    # Writing

    def _create(self, *aliases: str) -> str:
        index = f"{self.alias}-{time.time_ns()}"
        self.client.indices.create(
            index=index, aliases={alias: {} for alias in aliases}, **elastic_schema.index_body()
        )
        return index

    def _write_targets(self) -> list[str]:
        """The indexes that every change goes to; the first is made when there is none."""
        if self.only:
            return [self.only]
        try:
            return sorted(self.client.indices.get_alias(name=self.targets))
        except NotFoundError:
            return [self._create(self.alias, self.targets)]

    def _bulk(self, actions: Iterable[dict[str, Any]], version: int) -> None:
        with self._guarded():
            self._check()
            targets = self._write_targets()
            versioned = (
                {**action, "_index": index, "version": version, "version_type": "external_gte"}
                for action in actions
                for index in targets
            )
            client = self.client.options(request_timeout=BULK_TIMEOUT_SECONDS)
            for ok, item in helpers.streaming_bulk(
                client, versioned, raise_on_error=False, refresh=self.refresh
            ):
                result = next(iter(item.values()))
                if not ok and result["status"] not in _DONE:
                    raise EngineUnavailable(str(result)[:500])
            self._resting_until = 0.0

    def write(self, entries: Sequence[Entry], *, version: int) -> None:
        """Keep ``entries``; what is newer in the index stays."""
        self._bulk(
            (
                {
                    "_op_type": "index",
                    "_id": key_of(entry.document.source, entry.document.pk),
                    "_source": source_of(entry),
                }
                for entry in entries
            ),
            version,
        )

    def delete(self, keys: Sequence[tuple[str, str]], *, version: int) -> None:
        """Forget documents; what is newer in the index stays."""
        self._bulk(
            [{"_op_type": "delete", "_id": key_of(source, pk)} for source, pk in keys], version
        )

    @contextmanager
    def replacement(self) -> Iterator[ElasticEngine]:
        """A fresh index to fill; it takes over in one step when the block ends well."""
        with self._guarded():
            old = self._write_targets()
            index = self._create(self.targets)
            client = self.client
        try:
            yield ElasticEngine(client, self.alias, refresh=self.refresh, only=index)
        except BaseException:
            client.options(ignore_status=404).indices.delete(index=index)
            raise
        with self._guarded():
            if index not in client.indices.get_alias(name=self.targets):
                raise EngineUnavailable("another rebuild has taken over")
            client.indices.refresh(index=index)
            gone = [{"remove_index": {"index": name}} for name in old]
            taken = [{"add": {"index": index, "alias": self.alias}}]
            client.indices.update_aliases(actions=taken + gone)
            self._looked = Looked()

    def clear(self) -> None:
        """Remove every index of this name."""
        with self._guarded():
            for index in self.client.indices.get(index=f"{self.alias}-*"):
                self.client.indices.delete(index=index)
            self._looked = Looked()

    # Reading

    def search(self, plans: Sequence[QueryPlan], *, offset: int, limit: int) -> Answer:
        """Hits of the first plan that has enough of them."""
        answer = Answer([], 0, {})
        self._awake()
        with self._guarded():
            self._check()
            try:
                for plan in plans:
                    answer = counted(self._ask(elastic_query.counts(plan)), plan)
                    if answer.total >= plan.enough:
                        break
                limit = min(limit, elastic_schema.WINDOW - offset)
                if offset >= answer.total or limit <= 0:
                    return answer
                scoring = Scoring.of(plan, answer.frequencies, answer.documents)
                best = elastic_query.best(plan, scoring, offset=offset, limit=limit)
                return replace(answer, candidates=candidates(self._ask(best)))
            except NotFoundError:  # nothing was ever written
                return answer

    def _ask(self, query: Search[Any]) -> dict[str, Any]:
        return self.client.search(index=self.only or self.alias, body=query.to_dict()).body

    def load(self, keys: Sequence[str]) -> dict[str, Stored]:
        """What to show of candidates."""
        if not keys:
            return {}
        with self._guarded():
            body = self.client.mget(
                index=self.only or self.alias,
                ids=list(keys),
                source_includes=["shown", *elastic_schema.LABELS],
            ).body
            return {
                item["_id"]: stored_from(item["_source"])
                for item in body["docs"]
                if item.get("found")
            }

    def digests(self, source: str) -> Iterator[tuple[str, str]]:
        """(pk, digest) of every document of ``source``."""
        with self._guarded():
            self._write_targets()
            index = self.only or self.alias
            self.client.indices.refresh(index=index)
            for hit in helpers.scan(
                self.client,
                index=index,
                query={"query": {"term": {"source": source}}, "_source": ["pk", "digest"]},
            ):
                yield hit["_source"]["pk"], hit["_source"]["digest"]

    def names(self) -> list[str]:
        """Sources with documents in the index."""
        with self._guarded():
            self._write_targets()
            body = self.client.search(
                index=self.only or self.alias,
                size=0,
                aggs={"names": {"terms": {"field": "source", "size": 100}}},
            ).body
        return sorted(bucket["key"] for bucket in body["aggregations"]["names"]["buckets"])

    def suggest(
        self, prefix: str, *, scopes: frozenset[str], language: str, limit: int
    ) -> list[Suggestion]:
        """Titles that hold ``prefix``; those that begin with it first."""
        folded = fold(prefix)
        if not folded:
            return []
        self._awake()
        query = elastic_suggesting.asked(folded, scopes=scopes, language=language)
        with self._guarded():
            try:
                return elastic_suggesting.suggestions(self._ask(query), folded, limit)
            except NotFoundError:
                return []
