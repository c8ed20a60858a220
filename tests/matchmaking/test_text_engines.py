"""The share of plain words, in this process and on an Elasticsearch-compatible server."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from matchmaking import ranking, text_engines
from matchmaking.management.commands import evaluate_matching
from tests.services.elastic import elastic_client, elastic_url  # noqa: F401

from .test_ranking import NEED, OTHER, SEED


def test_both_engines_prefer_the_seed_that_shares_words(elastic_client):  # noqa: F811
    seeds = [ranking.prepare_seed(seed) for seed in (SEED, OTHER)]
    need = ranking.prepare_need(NEED)
    server = text_engines.ElasticText(elastic_client, seeds)
    for engine in (text_engines.EmbeddedText(seeds), server):
        scores = engine.scores(need)
        assert scores.get("right", 0.0) > scores.get("other", 0.0)
    server.close()
    assert not elastic_client.indices.exists(index=server.index)


@pytest.mark.xdist_group("elastic")
def test_the_labelled_set_scores_alike_on_the_server(elastic_client, monkeypatch):  # noqa: F811
    monkeypatch.setattr(evaluate_matching, "Elasticsearch", lambda *_, **__: elastic_client)
    out = StringIO()
    call_command("evaluate_matching", engine="elasticsearch", stdout=out)
    figures = json.loads(out.getvalue().splitlines()[-1])
    assert figures["engine"] == "elasticsearch"
    assert figures["ndcg@10"] >= 0.92
