"""What the day makes of an offer: fresh, proven, with places left."""

from datetime import timedelta

import pytest
from django.utils import timezone

from matchmaking import matching, ranking, selectors, standing, today
from matchmaking.learning import gaps
from matchmaking.models import Need, Outcome, Seed
from matchmaking.posting import alerts
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


def test_alerts_and_missing_offers_rank_as_the_page_does(offers, settings, monkeypatch):
    settings.MATCHMAKING_ALERT_SCORE = 0.0
    monkeypatch.setattr(gaps, "WELL_SERVED", 9.0)
    for offer in offers:
        factories.member(offer.organization)
    told(offers[0], "not_continued", 3)
    told(offers[1], "solved", 3)
    Seed.objects.filter(pk=offers[0].pk).update(
        published_at=timezone.now() - timedelta(days=300), updated_at=timezone.now()
    )
    need = factories.need()
    factories.member(need.organization)
    shown = {one.match.seed.pk: one.match.score for one in selectors.candidates(need)}
    assert len(set(shown.values())) == 2
    assert {pair.seed_id: pair.score for pair in alerts.of_need(need)} == shown
    of_seeds = [pair for offer in Seed.objects.all() for pair in alerts.of_seed(offer, [need])]
    assert {pair.seed_id: pair.score for pair in of_seeds} == shown
    assert [gap.best for gap in gaps.found()] == [max(shown.values())]


@pytest.mark.parametrize("number", [1, 4])
def test_alerts_and_missing_offers_look_at_the_day_once(
    offers, number, settings, django_assert_num_queries
):
    settings.MATCHMAKING_ALERT_SCORE = 9.0
    needs = Need.objects.with_terms().select_related("organization")
    for _ in range(number):
        factories.need()
    found = list(needs.order_by("pk"))
    seed = Seed.objects.with_terms().get(pk=offers[0].pk)
    today.order()
    with django_assert_num_queries(3):
        assert not list(alerts.of_seed(seed, found))
    with django_assert_num_queries(7):
        gaps.found()
