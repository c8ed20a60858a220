"""The Elasticsearch engine: the same plans and entries on a cluster.

The alias ``<name>`` is read, every index behind the alias ``<name>-targets`` is written:
during a rebuild these are two, so that changes made meanwhile are in both.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from elastic_transport import TransportError
from elasticsearch import ApiError, Elasticsearch, NotFoundError, helpers
from elasticsearch.dsl import Q, Search

from ..entries import Entry
from ..folding import fold
from ..plan import QueryPlan
from . import elastic_query, elastic_schema
from .base import Answer, Candidate, EngineUnavailable, Stored, Suggestion
from .elastic_documents import answer_from, candidate_from, key_of, source_of, stored_from

logger = logging.getLogger(__name__)
TIMEOUT_SECONDS = 3.0
BULK_TIMEOUT_SECONDS = 60.0
# A conflict means that something newer is kept; nothing to delete is as good as deleted.
_DONE = {200, 201, 404, 409}


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
        except (ApiError, TransportError, helpers.BulkIndexError) as error:
            raise EngineUnavailable(str(error)[:500]) from error
        except (LookupError, TypeError, ValueError) as error:
            # An index of another version, or something else that answers at this address.
            raise EngineUnavailable(f"unexpected answer: {error!r}"[:500]) from error

    # Writing

    def _create(self) -> str:
        index = f"{self.alias}-{time.time_ns()}"
        self.client.indices.create(index=index, **elastic_schema.index_body())
        return index

    def _write_targets(self) -> list[str]:
        """The indexes that every change goes to; the first is made when there is none."""
        if self.only:
            return [self.only]
        try:
            return sorted(self.client.indices.get_alias(name=self.targets))
        except NotFoundError:
            index = self._create()
            self.client.indices.update_aliases(
                actions=[
                    {"add": {"index": index, "alias": alias}}
                    for alias in (self.alias, self.targets)
                ]
            )
            return [index]

    def _bulk(self, actions: Iterable[dict[str, Any]], version: int) -> None:
        with self._guarded():
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
            index = self._create()
            client = self.client
            client.indices.put_alias(index=index, name=self.targets)
        try:
            yield ElasticEngine(client, self.alias, refresh=self.refresh, only=index)
        except BaseException:
            client.options(ignore_status=404).indices.delete(index=index)
            raise
        with self._guarded():
            client.indices.refresh(index=index)
            gone = [{"remove_index": {"index": name}} for name in old]
            taken = [{"add": {"index": index, "alias": self.alias}}]
            client.indices.update_aliases(actions=taken + gone)

    def clear(self) -> None:
        """Remove every index of this name."""
        with self._guarded():
            for index in self.client.indices.get(index=f"{self.alias}-*"):
                self.client.indices.delete(index=index)

    # Reading

    def search(self, plans: Sequence[QueryPlan], *, offset: int, limit: int) -> Answer:
        """Hits of the first plan that has enough of them."""
        answer = Answer([], 0, {})
        with self._guarded():
            for plan in plans:
                query = elastic_query.search(plan, offset=offset, limit=limit)
                try:
                    body = self._ask(query)
                except NotFoundError:  # nothing was ever written
                    return answer
                answer = answer_from(body, plan)
                if answer.total >= plan.enough:
                    break
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

    def named(self, identities: Sequence[tuple[str, str]]) -> list[Candidate]:
        """Documents by (source, pk)."""
        if not identities:
            return []
        with self._guarded():
            try:
                body = self.client.mget(
                    index=self.only or self.alias,
                    ids=[key_of(source, pk) for source, pk in identities],
                    source_excludes=["shown"],
                ).body
            except NotFoundError:  # nothing was ever written
                return []
            return [
                candidate_from(item["_id"], item["_source"])
                for item in body["docs"]
                if item.get("found")
            ]

    def titles(
        self, *, scopes: frozenset[str], language: str, limit: int
    ) -> list[tuple[str, bytes]]:
        """Titles and where their words stand."""
        allowed = [Q("terms", scope=sorted(scopes)), Q("term", language=language)]
        query = Search().query(Q("bool", filter=allowed)).sort("key").source(["shown"])
        with self._guarded():
            try:
                hits = self._ask(query[:limit])["hits"]["hits"]
            except NotFoundError:  # nothing was ever written
                return []
            stored = [stored_from(hit["_source"]) for hit in hits]
        return [(one.title, one.spans["title"]) for one in stored]

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
        # Folded text is letters and digits only: no wildcard of the reader's own.
        query = (
            Search()
            .query(
                Q(
                    "bool",
                    filter=[
                        Q("wildcard", folded={"value": f"*{folded}*"}),
                        Q("terms", scope=sorted(scopes)),
                        Q("term", language=language),
                    ],
                )
            )
            .source(["source", "pk", "kind", "folded", "shown.title", "shown.url"])
        )[:200]
        with self._guarded():
            try:
                body = self._ask(query)
            except NotFoundError:
                return []
            found = sorted(
                (hit["_source"] for hit in body["hits"]["hits"]),
                key=lambda item: (
                    item["folded"].index(folded),
                    item["shown"]["title"],
                    item["pk"],
                ),
            )
            return [
                Suggestion(
                    source=item["source"],
                    pk=item["pk"],
                    kind=item["kind"][0],
                    title=item["shown"]["title"],
                    url=item["shown"]["url"],
                )
                for item in found[:limit]
            ]
