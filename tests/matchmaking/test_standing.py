"""What the day makes of an offer: fresh, proven, with places left."""

from datetime import timedelta

import pytest
from django.utils import timezone

from matchmaking import matching, ranking, selectors, standing
from matchmaking.models import Outcome, Seed
from tests.matchmaking import factories

pytestmark = pytest.mark.django_db

WORDS = {"title": "バックアップの立て直し", "body": "戻せることを一緒に確かめます。"}


@pytest.fixture
def offers():
    return [factories.seed(capacity_per_month=5, **WORDS) for _ in range(2)]


def first(need):
    return selectors.candidates(need, limit=2)[0].match


def told(seed, kind, number):
    for _ in range(number):
        made = factories.introduction(factories.need(), seed)
        type(made).objects.filter(pk=made.pk).update(
            created_at=timezone.now() - timedelta(days=90)
        )
        Outcome.objects.create(introduction=made, kind=kind, side="company")


def test_of_two_equal_offers_the_fresher_comes_first(offers):
    old, fresh = offers
    Seed.objects.filter(pk=old.pk).update(
        published_at=timezone.now() - timedelta(days=300), updated_at=timezone.now()
    )
    assert first(factories.need()).seed == fresh


def test_of_two_equal_offers_the_one_with_good_outcomes_comes_first_and_says_so(offers):
    failed, proven = offers
    told(failed, "not_continued", 3)
    told(proven, "solved", 3)
    best = first(factories.need())
    assert best.seed == proven
    assert "outcomes" in {reason.kind for reason in best.reasons}
    assert standing.now().proven == {str(failed.pk): 0.0, str(proven.pk): 3 / 5}


def test_of_two_equal_offers_the_one_with_more_places_left_comes_first(offers):
    busy, free = offers
    for _ in range(3):
        factories.introduction(factories.need(), busy)
    assert first(factories.need()).seed == free
    assert standing.now().taken == {str(busy.pk): 3}


def test_an_offer_of_which_nothing_is_known_is_neither_lifted_nor_lowered(offers):
    need = ranking.prepare_need(matching.need_profile(factories.need()))
    seed = matching.prepared(offers[0])
    found = ranking.features(need, seed, 1.0)
    assert (found["freshness"], found["outcomes"], found["capacity"]) == (0.0, 0.0, 0.5)


def test_the_cost_does_not_grow(offers, django_assert_num_queries):
    told(offers[0], "solved", 4)
    with django_assert_num_queries(2):
        standing.now()
