"""``manage.py evaluate_search``: figures on labelled queries."""

import json
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from search import vocabulary
from search.engines import Engine, EngineUnavailable, elastic
from search.engines.embedded import EmbeddedEngine
from search.engines.store import FileStore
from search.evaluation import bm25, metrics, reading, runner


@contextmanager
def empty_engine(name: str) -> Iterator[Engine]:
    """An engine with an index of its own, gone afterwards."""
    if name == "embedded":
        with tempfile.TemporaryDirectory() as folder:
            store = FileStore(Path(folder) / "evaluation.sqlite3")
            yield EmbeddedEngine(store)
            store.close()
        return
    client = elastic.ElasticEngine.from_settings().client.options(request_timeout=30)
    engine = elastic.ElasticEngine(client, f"evaluation{time.time_ns()}", refresh=True)
    try:
        yield engine
    finally:
        engine.clear()


class Command(BaseCommand):
    """Index documents, ask queries, compare with judgements; the last line is JSON."""

    help = (
        "nDCG@10, MRR@10 and Recall@20 of search on labelled queries, with 95 % bootstrap "
        "intervals, beside plain BM25. The site's own index is left alone."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Files and engine."""
        parser.add_argument(
            "--documents", required=True, type=Path, help="JSON lines: id, title, body"
        )
        parser.add_argument("--queries", required=True, type=Path, help="JSON lines: id, text")
        parser.add_argument(
            "--qrels", required=True, type=Path, help="query, document, grade (or TREC's four)"
        )
        parser.add_argument(
            "--ablation", action="store_true", help="also without lay terms, without vocabulary"
        )
        parser.add_argument("--engine", choices=["embedded", "elasticsearch"], default="embedded")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Run and print."""
        name = options["engine"]
        try:
            queries = reading.queries(options["queries"])
            judgements = reading.judgements(options["qrels"])
            documents = list(reading.documents(options["documents"]))
            if not documents:
                raise CommandError(f"{options['documents']}: no document.")
            if not runner.judged(queries, judgements):
                raise CommandError(f"{options['qrels']}: no query has a grade above zero.")
            # Staff's own words stay out: the figures depend on the files alone.
            with vocabulary.trying(vocabulary.shipped()), empty_engine(name) as engine:
                count = runner.fill(engine, documents, self._progress)
                found = runner.run(runner.ranker(engine), queries, judgements, self._progress)
                results = {name: found}
                for label in runner.ABLATIONS if options["ablation"] else ():
                    self._progress(f"{name} {label}, queries", 0)
                    rank = runner.ranker(engine, without=runner.ABLATIONS[label])
                    results[f"{name} {label}"] = runner.run(
                        rank, queries, judgements, self._progress
                    )
        except (reading.SetError, OSError, EngineUnavailable) as error:
            raise CommandError(str(error)) from error
        self._progress("plain BM25 for comparison, queries", 0)
        plain = bm25.PlainIndex(documents)
        results["plain BM25"] = runner.run(
            lambda text: plain.search(text, runner.DEPTH), queries, judgements, self._progress
        )
        for label, result in results.items():
            self._tell(label, result)
        if found.queries < len(queries):
            self.stdout.write(f"{len(queries) - found.queries} queries without judgement left out")
        unknown = runner.unknown(judgements, (document.pk for document in documents))
        if unknown:
            self.stdout.write(f"{unknown} judged documents are not in the set")
        self.stdout.write(
            json.dumps(
                {
                    "ndcg@10": round(found.ndcg.mean, 4),
                    "mrr@10": round(found.mrr.mean, 4),
                    "recall@20": round(found.recall.mean, 4),
                    "engine": name,
                    "queries": found.queries,
                    "documents": count,
                    "p50_ms": round(found.p50_ms, 2),
                    "p95_ms": round(found.p95_ms, 2),
                }
            )
        )

    def _tell(self, label: str, result: runner.Result) -> None:
        figures: list[tuple[str, metrics.Interval]] = [
            ("nDCG@10", result.ndcg),
            ("MRR@10", result.mrr),
            ("Recall@20", result.recall),
        ]
        line = "  ".join(f"{title} {value}" for title, value in figures)
        self.stdout.write(
            f"{label}: {line}  p50 {result.p50_ms:.1f} ms  p95 {result.p95_ms:.1f} ms"
        )

    def _progress(self, what: str, done: int) -> None:
        self.stderr.write(f"… {what}: {done}")
