"""How search grows: time to index, size, memory and latency at N documents.

    .venv/bin/python -m tests.benchmarks.search_scale --all
    .venv/bin/python -m tests.benchmarks.search_scale --documents 10000 --engine elasticsearch

``--all`` measures 1,000, 10,000 and 100,000 documents on the embedded engine, 1,000 on the
Elasticsearch-compatible server (a test double in memory: its times say nothing about a
cluster), and draws ``docs/images/search-scale.svg``. Documents are made of sentences of the
labelled set (about 500 characters each), so every word stands in far more of them than in
real life; queries are those of the set, 200 in all. Each size has a process of its own.
Beside times on the clock stand those of the processor, which others on the machine change
less. ``--keep folder`` keeps the embedded index of each size there and asks it again the next
time, so that answering can be measured in a quieter hour than filling.
"""

import argparse
import json
import logging
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from elasticsearch import Elasticsearch  # noqa: E402
from osmem_server import OsmemServer  # noqa: E402

from search import entries, query, ranking  # noqa: E402
from search.documents import Document  # noqa: E402
from search.engines import Engine  # noqa: E402
from search.engines.base import POOL  # noqa: E402
from search.engines.elastic import ElasticEngine  # noqa: E402
from search.engines.embedded import EmbeddedEngine  # noqa: E402
from search.engines.store import FileStore  # noqa: E402
from search.evaluation import metrics, reading  # noqa: E402
from search.plan import Filters  # noqa: E402
from tests.benchmarks import figures, search_chart  # noqa: E402
from tests.services.elastic import PlainJsonNode  # noqa: E402

DATA = Path(__file__).parent.parent / "search" / "data"
CHART = Path(__file__).parents[2] / "docs" / "images" / "search-scale.svg"
SECTORS = ("manufacturing", "ec_overseas", "medical", "satellite", "common")
KINDS = ("guide", "event", "tool", "news")
FACETS = {"kind": ("guide", "event"), "sector": ("medical", "common")}
QUERIES = 200
BATCH = 500
SIZES = {"embedded": (1_000, 10_000, 100_000), "elasticsearch": (1_000,)}


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


def ask(engine: Engine, text: str, facets: dict[str, tuple[str, ...]]) -> tuple[float, float]:
    """Milliseconds of one whole search (plan, hits, counts, ranking, ten results loaded).

    On the clock, and of the processor.
    """
    filters = Filters(scopes=frozenset({"public"}), language="ja", facets=facets)
    begun, busy = time.perf_counter(), time.thread_time()
    asked = query.plans(text, filters)
    answer = engine.search(asked, offset=0, limit=POOL)
    hits = ranking.rank(answer, answer.plan or asked[-1])[:10]
    engine.load([candidate.key for _, candidate in hits])
    return (time.perf_counter() - begun) * 1000, (time.thread_time() - busy) * 1000


def asked(
    name: str, engine: Engine, texts: list[str], *, threads: int = 1, facets: bool = False
) -> dict[str, float]:
    """p50 and p95 of ``texts``, ``threads`` at a time."""
    with ThreadPoolExecutor(threads) as pool:
        times = list(pool.map(lambda text: ask(engine, text, FACETS if facets else {}), texts))
    return {
        f"{name} {kind}p{share}": round(metrics.percentile(list(column), share / 100), 1)
        for kind, column in zip(("", "cpu "), zip(*times, strict=True), strict=True)
        for share in (50, 95)
    }


def filled(engine: Engine, count: int) -> dict[str, float]:
    """Index ``count`` documents; seconds of the processor for analysis and for writing."""
    analysing = writing = 0.0
    begun = time.perf_counter()
    documents = made(count)
    while chunk := list(islice(documents, BATCH)):
        start = time.process_time()
        batch = [entries.analyse(document, names=lambda _facet: {}) for document in chunk]
        analysed = time.process_time()
        engine.write(batch, version=1)
        analysing += analysed - start
        writing += time.process_time() - analysed
    return {
        "index s": round(time.perf_counter() - begun, 1),
        "analyse cpu s": round(analysing, 1),
        "write cpu s": round(writing, 1),
    }


def peak_memory(pid: int) -> int:
    """Megabytes at most in use by a running process (Linux)."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM"))


def measure(
    name: str, count: int, *, queries: int = QUERIES, keep: Path | None = None
) -> dict[str, Any]:
    """One row of figures."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        if keep:
            folder = keep / str(count)
            folder.mkdir(parents=True, exist_ok=True)
        path = folder / "search.sqlite3"
        again: Engine
        server: OsmemServer | None = None
        if name == "embedded":
            engine: Engine = EmbeddedEngine(FileStore(path))
            again = EmbeddedEngine(FileStore(path))
        else:
            server = stack.enter_context(OsmemServer.start())
            client = Elasticsearch(server.url, node_class=PlainJsonNode, request_timeout=600)
            engine = again = ElasticEngine(client, "scale", refresh=True)
        row: dict[str, Any] = {"engine": name, "documents": count}
        if not any(engine.names()):
            row |= filled(engine, count)
        row["size MB"] = round(sum(p.stat().st_size for p in folder.iterdir()) / 1e6, 1)
        different = list(reading.queries(DATA / "queries.jsonl").values())
        texts = list(islice(cycle(different), queries))
        ask(engine, different[0], {})  # dictionary and vocabulary are loaded once per process
        row["first query cpu"] = round(ask(again, different[0], {})[1], 1)
        row |= asked("new words", again, different[1:queries])
        row |= asked("plain", engine, texts)
        row |= asked("facets", engine, texts, facets=True)
        row |= asked("plain 8 at once", engine, texts, threads=8)
        row |= asked("facets 8 at once", engine, texts, threads=8, facets=True)
        row["memory MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        if server:
            row["server memory MB"] = peak_memory(server.process.pid)
        row["load"] = figures.load()
    return row


def in_its_own_process(
    name: str, count: int, *, queries: int, keep: Path | None
) -> dict[str, Any]:
    """``measure`` in a process of its own, for its memory."""
    command = [sys.executable, "-m", "tests.benchmarks.search_scale", "--one"]
    command += ["--engine", name, "--documents", str(count), "--queries", str(queries)]
    command += ["--keep", str(keep)] if keep else []
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    line = done.stdout.splitlines()[-1]
    print(f"… {line}", file=sys.stderr)
    row: dict[str, Any] = json.loads(line)
    return row


def main() -> None:
    """Measure, print, and draw if asked for all."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--documents", type=int, action="append", help="may be repeated")
    parser.add_argument("--engine", choices=list(SIZES), default="embedded")
    parser.add_argument("--queries", type=int, default=QUERIES, help="asked in each way")
    parser.add_argument("--keep", type=Path, help="folder to keep embedded indexes in")
    parser.add_argument("--all", action="store_true", help="all sizes, both engines, the chart")
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    sizes = {options.engine: tuple(options.documents or [1_000])}
    if options.one:
        logging.disable(logging.WARNING)
        count = sizes[options.engine][0]
        row = measure(options.engine, count, queries=options.queries, keep=options.keep)
        print(json.dumps(row))
        return
    rows = [
        in_its_own_process(name, count, queries=options.queries, keep=options.keep)
        for name, counts in (SIZES if options.all else sizes).items()
        for count in counts
    ]
    figures.show("search", rows)
    if options.all:
        CHART.write_text(search_chart.drawn(rows), encoding="utf-8")


if __name__ == "__main__":
    main()
