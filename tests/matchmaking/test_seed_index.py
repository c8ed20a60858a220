"""The index of open seeds: follows changes, agrees with ranking one by one, and is quick."""

import time
from dataclasses import replace

import pytest

from matchmaking import labelled, ranking, seed_index, selectors
from matchmaking.enums import SeedState
from matchmaking.services import seed as seeds

from . import factories
from .test_posting import save_seed


@pytest.fixture(scope="module")
def offers():
    return [ranking.prepare_seed(seed) for seed in labelled.read_seeds(labelled.SEEDS)]


@pytest.fixture(scope="module")
def needs():
    return [ranking.prepare_need(need) for need in labelled.read_needs(labelled.NEEDS).values()]


def test_the_first_places_are_those_of_ranking_every_seed(offers, needs):
    index = seed_index.SeedIndex(offers)
    for need in needs:
        every = ranking.rank(need, offers, limit=5, words=index.words)
        quick = index.rank(need, limit=5)
        assert [one.seed.seed.key for one in quick] == [one.seed.seed.key for one in every]


def test_one_need_against_ten_thousand_seeds_stays_quick(offers, needs):
    many = [
        replace(offer, seed=replace(offer.seed, key=f"{copy}-{offer.seed.key}"))
        for copy in range(63)
        for offer in offers
    ]
    index = seed_index.SeedIndex(many)
    taken = []
    for need in needs[:40]:
        started = time.process_time()
        index.rank(need, limit=5)
        taken.append(time.process_time() - started)
    assert len(many) > 10_000
    assert sorted(taken)[int(len(taken) * 0.95)] < 0.1, sorted(taken)[-3:]


@pytest.mark.django_db
def test_the_index_follows_what_is_published_changed_and_closed(django_assert_num_queries):
    need = factories.need()
    provider = factories.organization(provider=True)
    kept = save_seed(
        provider, title="切り離せる控えをつくる", body="バックアップを外します。", online=True
    )
    assert kept.reading["topics"]
    assert selectors.candidates(need) == []
    seeds.submit(seed=kept, actor=None)
    kept = seeds.publish(seed=kept, actor=None)
    assert [one.match.seed for one in selectors.candidates(need)] == [kept]
    with django_assert_num_queries(1):
        seed_index.current()
    kept = save_seed(provider, seed=kept, title=kept.title, body=kept.body, capacity_per_month=0)
    assert kept.state == SeedState.PUBLISHED
    assert selectors.candidates(need) == []
    seeds.close(seed=kept, actor=None)
    assert str(kept.pk) not in {one.seed.key for one in seed_index.current().seeds}
