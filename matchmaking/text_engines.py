"""Where the share of plain words comes from: this process, or an Elasticsearch index."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol
from uuid import uuid4

from . import ranking

_CHUNK = 500


class TextEngine(Protocol):
    """Scores seeds by the words of a need."""

    def scores(self, need: ranking.PreparedNeed) -> Mapping[str, float]:
        """BM25 by seed key; seeds that share no word may be left out."""


class EmbeddedText:
    """BM25 in this process."""

    def __init__(self, seeds: Sequence[ranking.PreparedSeed]) -> None:
        self.words = ranking.corpus(seeds)
        self.seeds = seeds

    def scores(self, need: ranking.PreparedNeed) -> Mapping[str, float]:
        """BM25 by seed key."""
        return {seed.seed.key: ranking.bm25(need.tokens, seed, self.words) for seed in self.seeds}

    def close(self) -> None:
        """Nothing to give back."""


def _lines(seeds: Sequence[ranking.PreparedSeed]) -> list[dict[str, Any]]:
    lines: list[dict[str, Any]] = []
    for seed in seeds:
        words = " ".join(word for word, count in seed.tokens.items() for _repeat in range(count))
        lines += [{"index": {"_id": seed.seed.key}}, {"words": words}]
    return lines


class ElasticText:
    """BM25 of an Elasticsearch-compatible server over the same tokens.

    The index is made for the occasion and dropped by ``close``.
    """

    def __init__(self, client: Any, seeds: Sequence[ranking.PreparedSeed]) -> None:
        self.client = client
        self.index = f"matching-{uuid4().hex}"
        client.indices.create(
            index=self.index,
            settings={
                "number_of_shards": 1,
                "number_of_replicas": 0,
                "analysis": {
                    "analyzer": {"tokens": {"type": "custom", "tokenizer": "whitespace"}}
                },
            },
            mappings={"properties": {"words": {"type": "text", "analyzer": "tokens"}}},
        )
        for start in range(0, len(seeds), _CHUNK):
            client.bulk(index=self.index, operations=_lines(seeds[start : start + _CHUNK]))
        client.indices.refresh(index=self.index)
        self.size = max(1, len(seeds))

    def scores(self, need: ranking.PreparedNeed) -> Mapping[str, float]:
        """BM25 by seed key, as the server gives it."""
        answer = self.client.search(
            index=self.index,
            size=min(self.size, 10_000),
            query={"match": {"words": {"query": " ".join(need.tokens), "analyzer": "tokens"}}},
            source=False,
        )
        return {hit["_id"]: float(hit["_score"]) for hit in answer["hits"]["hits"]}

    def close(self) -> None:
        """Drop the index."""
        self.client.indices.delete(index=self.index)
