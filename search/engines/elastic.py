"""The Elasticsearch engine: the same plans and entries on a cluster.

The alias ``<name>`` is read, every index behind the alias ``<name>-targets`` is written:
during a rebuild these are two, so that changes made meanwhile are in both.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from django.conf import settings
from elasticsearch import Elasticsearch, NotFoundError, helpers
from elasticsearch.dsl import Search

from ..entries import Entry
from ..folding import fold
from ..plan import QueryPlan
from . import elastic_query, elastic_schema, elastic_titles
from .base import Answer, Candidate, EngineUnavailable, Stored, Suggestion
from .elastic_documents import (
    candidate_from,
    candidates,
    counted,
    key_of,
    source_of,
    stored_from,
)
from .elastic_watch import Watch
from .scoring import Scoring

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
        self._watch = Watch(client, only or name)

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

    def outdated(self) -> str:
        """Why the index must be built anew."""
        with self._watch.guarded():
            return self._watch.look_anew().reason

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
        with self._watch.guarded():
            self._watch.check()
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
            self._watch.answered()

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
        with self._watch.guarded():
            old = self._write_targets()
            index = self._create(self.targets)
            client = self.client
        try:
            yield ElasticEngine(client, self.alias, refresh=self.refresh, only=index)
        except BaseException:
            client.options(ignore_status=404).indices.delete(index=index)
            raise
        with self._watch.guarded():
            if index not in client.indices.get_alias(name=self.targets):
                raise EngineUnavailable("another rebuild has taken over")
            client.indices.refresh(index=index)
            gone = [{"remove_index": {"index": name}} for name in old]
            taken = [{"add": {"index": index, "alias": self.alias}}]
            client.indices.update_aliases(actions=taken + gone)
            self._watch.forget()

    def clear(self) -> None:
        """Remove every index of this name."""
        with self._watch.guarded():
            for index in self.client.indices.get(index=f"{self.alias}-*"):
                self.client.indices.delete(index=index)
            self._watch.forget()

    # Reading

    def search(self, plans: Sequence[QueryPlan], *, offset: int, limit: int) -> Answer:
        """Hits of the first plan that has enough of them."""
        answer = Answer([], 0, {})
        self._watch.check_awake()
        with self._watch.guarded():
            self._watch.check()
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

    def _get(self, ids: list[str], **sources: Any) -> list[tuple[str, dict[str, Any]]]:
        body = self.client.mget(index=self.only or self.alias, ids=ids, **sources).body
        return [(item["_id"], item["_source"]) for item in body["docs"] if item.get("found")]

    def load(self, keys: Sequence[str]) -> dict[str, Stored]:
        """What to show of candidates."""
        if not keys:
            return {}
        with self._watch.guarded():
            found = self._get(list(keys), source_includes=["shown", *elastic_schema.LABELS])
            return {key: stored_from(source) for key, source in found}

    def named(self, identities: Sequence[tuple[str, str]]) -> list[Candidate]:
        """Documents by (source, pk)."""
        if not identities:
            return []
        with self._watch.guarded():
            try:
                found = self._get([key_of(*one) for one in identities], source_excludes=["shown"])
            except NotFoundError:  # nothing was ever written
                return []
            return [candidate_from(key, source) for key, source in found]

    def titles(
        self, *, scopes: frozenset[str], language: str, limit: int
    ) -> list[tuple[str, bytes]]:
        """Titles and where their words stand."""
        with self._watch.guarded():
            try:
                body = self._ask(elastic_titles.every(scopes, language, limit))
            except NotFoundError:  # nothing was ever written
                return []
            return elastic_titles.with_places(body)

    def digests(self, source: str) -> Iterator[tuple[str, str]]:
        """(pk, digest) of every document of ``source``."""
        with self._watch.guarded():
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
        with self._watch.guarded():
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
        self._watch.check_awake()
        with self._watch.guarded():
            try:
                body = self._ask(elastic_titles.holding(folded, scopes, language))
            except NotFoundError:
                return []
            return elastic_titles.suggestions(body, folded, limit)
