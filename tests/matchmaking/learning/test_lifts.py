"""What would change the place of a match."""

from dataclasses import replace

from django.utils import translation

from matchmaking import changes, ranking

from ..test_ranking import NEED, SEED


def ranked(*seeds):
    prepared = [ranking.prepare_seed(seed) for seed in seeds]
    return ranking.rank(ranking.prepare_need(NEED), prepared, limit=10)


def test_an_offer_too_far_away_learns_what_online_would_bring():
    near = replace(SEED, key="a")
    far = replace(SEED, key="b", prefectures=("hokkaido",), evidence="登録")
    found = changes.lifts(ranked(near, far), ranking.score)
    assert found["a"] == ()
    assert [(one.kind, one.places) for one in found["b"]] == [("place", 1)]


def test_only_changes_that_lift_are_told_the_highest_first():
    seeds = [
        replace(SEED, key="a", evidence="登録"),
        replace(SEED, key="b", evidence="登録"),
        replace(SEED, key="c", price_band="high", evidence="登録"),
    ]
    found = changes.lifts(ranked(*seeds), ranking.score)
    assert found["c"] == ()
    cheaper = [replace(seeds[0], evidence=""), replace(seeds[1], evidence=""), seeds[2]]
    (change,) = changes.lifts(ranked(*cheaper), ranking.score)["c"]
    assert (change.kind, change.places) == ("budget", 2)
    assert change.label == "費用が予算に収まれば、順位が2上がります"
    with translation.override("en"):
        assert "2" in change.label
