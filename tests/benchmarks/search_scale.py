"""How search grows: time to index, size, memory and latency at N documents.

    .venv/bin/python -m tests.benchmarks.search_scale --documents 10000
    .venv/bin/python -m tests.benchmarks.search_scale --documents 10000 --engine elasticsearch

Documents are made of sentences of the labelled set (about 500 characters each), queries are
those of the set. Prints one line of JSON.
"""

import argparse
import json
import os
import random
import resource
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from elasticsearch import Elasticsearch  # noqa: E402
from osmem_server import OsmemServer  # noqa: E402

from search import entries, query, ranking  # noqa: E402
from search.documents import Document  # noqa: E402
from search.engines.base import POOL  # noqa: E402
from search.engines.elastic import ElasticEngine  # noqa: E402
from search.engines.embedded import EmbeddedEngine  # noqa: E402
from search.engines.store import FileStore  # noqa: E402
from search.evaluation import metrics, reading  # noqa: E402
from search.plan import Filters  # noqa: E402
from tests.services.elastic import PlainJsonNode  # noqa: E402

DATA = Path(__file__).parent.parent / "search" / "data"
SECTORS = ("manufacturing", "ec_overseas", "medical", "satellite", "common")
KINDS = ("guide", "event", "tool", "news")
QUERIES = 200


def made(count: int) -> Iterator[Document]:
    """``count`` documents, the same every time."""
    chance = random.Random(11)
    labelled = list(reading.documents(DATA / "documents.jsonl"))
    sentences = [s + "。" for d in labelled for s in d.body.split("。") if s]
    for number in range(count):
        yield Document(
            source="benchmark",
            pk=str(number),
            kind=chance.choice(KINDS),
            language="ja",
            title=chance.choice(labelled).title,
            summary=chance.choice(sentences),
            body="".join(chance.choices(sentences, k=12)),
            url="/",
            sectors=(chance.choice(SECTORS),),
        )


def measured(engine: Any, texts: list[str], facets: dict[str, tuple[str, ...]], threads: int):
    """p50 and p95 in milliseconds of whole searches."""
    filters = Filters(scopes=frozenset({"public"}), language="ja", facets=facets)

    def once(text: str) -> float:
        begun = time.perf_counter()
        asked = query.plans(text, filters)
        answer = engine.search(asked, offset=0, limit=POOL)
        hits = ranking.rank(answer, answer.plan or asked[-1])[:10]
        engine.load([candidate.key for _, candidate in hits])
        return (time.perf_counter() - begun) * 1000

    with ThreadPoolExecutor(threads) as pool:
        times = list(pool.map(once, texts))
    return {
        "p50_ms": round(metrics.percentile(times, 0.5), 1),
        "p95_ms": round(metrics.percentile(times, 0.95), 1),
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--engine", choices=["embedded", "elasticsearch"], default="embedded")
    options = parser.parse_args()
    with ExitStack() as stack:
        engine: Any
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        if options.engine == "embedded":
            engine = EmbeddedEngine(FileStore(folder / "search.sqlite3"))
        else:
            server = stack.enter_context(OsmemServer.start())
            client = Elasticsearch(server.url, node_class=PlainJsonNode, request_timeout=60)
            engine = ElasticEngine(client, "scale", refresh=True)
        analysing = writing = 0.0
        documents = list(made(options.documents))
        for start in range(0, len(documents), 500):
            begun = time.perf_counter()
            batch = [
                entries.analyse(d, names=lambda _: {}) for d in documents[start : start + 500]
            ]
            analysed = time.perf_counter()
            engine.write(batch, version=1)
            analysing += analysed - begun
            writing += time.perf_counter() - analysed
        texts = list(reading.queries(DATA / "queries.jsonl").values())
        texts = (texts * (QUERIES // len(texts) + 1))[:QUERIES]
        measured(engine, texts[:20], {}, 1)
        found = {
            "engine": options.engine,
            "documents": options.documents,
            "analyse_s": round(analysing, 1),
            "write_s": round(writing, 1),
            "size_mb": round(sum(p.stat().st_size for p in folder.iterdir()) / 1e6, 1),
            "plain": measured(engine, texts, {}, 1),
            "two_facets": measured(
                engine, texts, {"kind": ("guide", "event"), "sector": ("medical", "common")}, 1
            ),
            "plain_8_at_once": measured(engine, texts, {}, 8),
            "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        }
        print(json.dumps(found))


if __name__ == "__main__":
    main()
