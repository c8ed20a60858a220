"""How well needs find the seeds that answer them, on a labelled set."""

import json
from argparse import ArgumentParser
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from elastic_transport import TransportError
from elasticsearch import ApiError, Elasticsearch

from matchmaking import evaluation, fitting, labelled, pairs, ranking, reading, topics
from matchmaking.text_engines import ElasticText, EmbeddedText, TextEngine
from search import vocabulary

Rows = dict[str, dict[str, float]]
TOLD = 10
"""Lines left out that are told one by one."""


class Command(BaseCommand):
    """nDCG@10, MRR@10, Recall@20 with intervals, per theme, beside plain BM25."""

    help = __doc__
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Files of the labelled set; the set in the project by default."""
        parser.add_argument("--seeds", type=Path, default=labelled.SEEDS)
        parser.add_argument("--needs", type=Path, default=labelled.NEEDS)
        parser.add_argument("--qrels", type=Path, default=labelled.QRELS)
        parser.add_argument(
            "--engine", choices=("embedded", "elasticsearch"), default=settings.SEARCH_ENGINE
        )
        parser.add_argument(
            "--folds",
            type=int,
            default=0,
            metavar="NUMBER",
            help="fit the weights without each part of the needs in turn, and measure on it",
        )
        parser.add_argument(
            "--cross-validate", action="store_const", const=5, dest="folds", help="--folds 5"
        )
        parser.add_argument(
            "--forget",
            type=float,
            default=0.0,
            metavar="SHARE",
            help="leave out this share of the lay terms, as if nobody had thought of them",
        )

    def handle(self, *, engine: str, folds: int = 0, forget: float = 0.0, **options: Any) -> None:
        """Rank, measure, tell; the last line is JSON."""
        if folds == 1 or folds < 0:
            raise CommandError("--folds: two or more, or none.")
        if not 0 <= forget <= 1:
            raise CommandError("--forget: a share from 0 to 1.")
        seeds, needs, grades = self.read(**options)
        # Staff's own words stay out: the figures depend on the files alone.
        with vocabulary.trying(vocabulary.shipped()):
            with topics.forgetting(forget) if forget else nullcontext():
                prepared = {key: ranking.prepare_need(need) for key, need in needs.items()}
            offers = [ranking.prepare_seed(seed) for seed in seeds]
            with self.text(engine, offers) as text:
                found = pairs.compare(prepared, offers, grades, text)
            self.report(found, engine, len(offers), folds)

    def read(
        self, *, seeds: Path, needs: Path, qrels: Path, **_options: Any
    ) -> tuple[list[ranking.Seed], dict[str, ranking.Need], Any]:
        """The files; needs without a grade are left out."""
        try:
            offers, asked = labelled.read_seeds(seeds), labelled.read_needs(needs)
            grades = labelled.read_grades(qrels, needs=asked, seeds={one.key for one in offers})
        except labelled.LabelledSetError as error:
            raise CommandError(str(error)) from error
        for line in grades.left_out[:TOLD]:
            self.stderr.write(f"left out: {line}")
        if len(grades.left_out) > TOLD:
            self.stderr.write(f"left out: {len(grades.left_out) - TOLD} more lines")
        judged = {key: need for key, need in asked.items() if grades.by_need.get(key)}
        if not offers or not judged:
            raise CommandError(f"{qrels}: no need of {needs} is graded against a seed of {seeds}.")
        return offers, judged, grades.by_need

    @contextmanager
    def text(self, engine: str, offers: list[ranking.PreparedSeed]) -> Iterator[TextEngine]:
        """The engine that counts shared words.

        Raises:
            CommandError: the server cannot be asked.
        """
        if engine == "embedded":
            yield EmbeddedText(offers)
            return
        try:
            client = Elasticsearch(settings.ELASTICSEARCH_URL, request_timeout=30)
            server = ElasticText(client, offers)
            try:
                yield server
            finally:
                server.close()
        except (TransportError, ApiError) as error:
            raise CommandError(f"Elasticsearch: {error}") from error

    def report(self, found: pairs.Pairs, engine: str, seeds: int, folds: int) -> None:
        """Lines for people, then one for programs."""
        rows = fitting.compare(found.tables, found.grades, ranking.weights())["rows"]
        if not rows:
            raise CommandError("No need has an answer of a grade above zero.")
        plain = evaluation.measure(found.plain, found.grades)
        self.stdout.write(f"{seeds} seeds, {len(rows)} needs, engine {engine}")
        self.tell("plain BM25", plain)
        self.tell("matching", rows)
        self.per_theme(rows, plain, found.needs)
        told: dict[str, Any] = {"engine": engine, "needs": len(rows), **evaluation.means(rows)}
        if folds:
            told["folds"] = self.cross_validate(found, folds)
        self.stdout.write(json.dumps(told))

    def cross_validate(self, found: pairs.Pairs, number: int) -> dict[str, Any]:
        """Measures of each fold under weights fitted without it."""
        measured = fitting.cross_validate(found.tables, found.grades, number=number)
        for place, rows in enumerate(measured, start=1):
            self.tell(f"fold {place} of {len(measured)}, weights fitted without it", rows)
        every = {need: row for rows in measured for need, row in rows.items()}
        self.tell("all folds", every)
        each = [evaluation.means(rows) for rows in measured]
        return {"mean": evaluation.means(every), "each": each}

    def tell(self, title: str, rows: Rows) -> None:
        """One line: each measure with its interval."""
        words = []
        for name, value in evaluation.means(rows).items():
            low, high = evaluation.interval([row[name] for row in rows.values() if name in row])
            words.append(f"{name} {value:.3f} [{low:.3f}, {high:.3f}]")
        self.stdout.write(f"{title}: " + ", ".join(words))

    def per_theme(self, rows: Rows, plain: Rows, needs: Any) -> None:
        """The measures by the theme that the words of a need speak of most."""
        groups: dict[str, list[str]] = defaultdict(list)
        for key in rows:
            themes = ranking.themes_of(reading.of_need(needs[key].title, needs[key].body))
            groups[themes[0] if themes else "-"].append(key)
        for theme, keys in sorted(groups.items()):
            own = {key: rows[key] for key in keys}
            low, high = evaluation.interval([row["ndcg@10"] for row in own.values()])
            means = evaluation.means(own)
            bm25 = evaluation.means({key: plain[key] for key in keys})
            self.stdout.write(
                f"  {theme:<20} ndcg@10 {means['ndcg@10']:.3f} [{low:.3f}, {high:.3f}], "
                f"mrr@10 {means['mrr@10']:.3f}, recall@20 {means['recall@20']:.3f}; "
                f"plain BM25 {bm25['ndcg@10']:.3f} ({len(keys)})"
            )
