"""How well needs find the seeds that answer them, on a labelled set."""

import json
from argparse import ArgumentParser
from collections import defaultdict
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from elasticsearch import Elasticsearch

from matchmaking import evaluation, fitting, labelled, ranking, reading, text_engines, topics

DATA = Path(settings.BASE_DIR) / "tests" / "matchmaking" / "data"
Rows = dict[str, dict[str, float]]


class Command(BaseCommand):
    """nDCG@10, MRR@10, Recall@20 with intervals, per theme, beside plain BM25."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Files of the labelled set; the set in the project by default."""
        parser.add_argument("--seeds", type=Path, default=DATA / "seeds.jsonl")
        parser.add_argument("--needs", type=Path, default=DATA / "needs.jsonl")
        parser.add_argument("--qrels", type=Path, default=DATA / "qrels.tsv")
        parser.add_argument(
            "--engine", choices=("embedded", "elasticsearch"), default=settings.SEARCH_ENGINE
        )
        parser.add_argument(
            "--cross-validate",
            action="store_true",
            help="fit the weights on four fifths of the needs, measure on the fifth left out",
        )

        parser.add_argument(
            "--forget",
            type=float,
            default=0.0,
            metavar="SHARE",
            help="leave out this share of the lay terms, as if nobody had thought of them",
        )

    def handle(
        self,
        *,
        seeds: Path,
        needs: Path,
        qrels: Path,
        engine: str,
        cross_validate: bool = False,
        forget: float = 0.0,
        **options: Any,
    ) -> None:
        """Rank, measure, tell; the last line is JSON."""
        try:
            offers = [ranking.prepare_seed(seed) for seed in labelled.read_seeds(seeds)]
            asked = labelled.read_needs(needs)
            grades = labelled.read_grades(qrels)
        except labelled.LabelledSetError as error:
            raise CommandError(str(error)) from error
        judged = {key: need for key, need in asked.items() if grades.get(key)}
        if not offers or not judged:
            raise CommandError("No need of the file is graded against a seed.")
        with topics.forgetting(forget) if forget else nullcontext():
            prepared = {key: ranking.prepare_need(need) for key, need in judged.items()}
        plain, features = self.compare(prepared, offers, engine)
        weights = ranking.weights()
        ranked = {key: fitting.order(found, weights) for key, found in features.items()}
        rows = evaluation.measure(ranked, grades)
        self.stdout.write(f"{len(offers)} seeds, {len(rows)} needs, engine {engine}")
        self.tell("plain BM25", evaluation.measure(plain, grades))
        self.tell("matching", rows)
        self.per_theme(rows, judged)
        if cross_validate:
            held = fitting.cross_validate(features, grades)
            low, high = evaluation.interval(held)
            self.stdout.write(
                f"weights fitted on other needs (5 folds): ndcg@10 "
                f"{evaluation.mean(held):.3f} [{low:.3f}, {high:.3f}]"
            )
        means = {name: self.mean(rows, name) for name in evaluation.MEASURES}
        self.stdout.write(json.dumps({"engine": engine, "needs": len(rows), **means}))

    def compare(
        self,
        needs: dict[str, ranking.PreparedNeed],
        seeds: list[ranking.PreparedSeed],
        engine: str,
    ) -> tuple[dict[str, list[str]], dict[str, dict[str, dict[str, float]]]]:
        """Plain BM25 rankings, and the features of every pair."""
        text: text_engines.EmbeddedText | text_engines.ElasticText
        if engine == "elasticsearch":
            client = Elasticsearch(settings.ELASTICSEARCH_URL, request_timeout=30)
            text = text_engines.ElasticText(client, seeds)
        else:
            text = text_engines.EmbeddedText(seeds)
        plain, features = {}, {}
        try:
            for key, need in needs.items():
                words = text.scores(need)
                plain[key] = sorted(
                    (seed.seed.key for seed in seeds),
                    key=lambda seed, words=words: (-words.get(seed, 0.0), seed),
                )
                features[key] = {
                    seed.seed.key: ranking.features(need, seed, words.get(seed.seed.key, 0.0))
                    for seed in seeds
                    if seed.seed.capacity_per_month
                }
        finally:
            text.close()
        return plain, features

    def mean(self, rows: Rows, name: str) -> float:
        """Mean of one measure, to four places."""
        return round(evaluation.mean([row[name] for row in rows.values()]), 4)

    def tell(self, title: str, rows: Rows) -> None:
        """One line: each measure with its interval."""
        words = []
        for name in evaluation.MEASURES:
            values = [row[name] for row in rows.values()]
            low, high = evaluation.interval(values)
            words.append(f"{name} {evaluation.mean(values):.3f} [{low:.3f}, {high:.3f}]")
        self.stdout.write(f"{title}: " + ", ".join(words))

    def per_theme(self, rows: Rows, needs: dict[str, ranking.Need]) -> None:
        """nDCG@10 by the theme that the words of a need speak of most."""
        groups: dict[str, list[float]] = defaultdict(list)
        for key, row in rows.items():
            need = needs[key]
            themes = ranking.themes_of(reading.of_need(need.title, need.body))
            groups[themes[0] if themes else "-"].append(row["ndcg@10"])
        for theme in sorted(groups):
            values = groups[theme]
            self.stdout.write(
                f"  {theme:<20} ndcg@10 {evaluation.mean(values):.3f} ({len(values)} needs)"
            )
