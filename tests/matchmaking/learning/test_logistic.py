"""The learned layer as pure functions: it finds what there is, and knows how sure it is."""

import json
import math

import numpy as np
import pytest

from matchmaking import ranking, weighing
from matchmaking.learning import logistic, trial

NAMES = list(weighing.FEATURES)


def invented(number=400, *, need_size=5, seed=3, loud=4.0):
    """Pairs that are accepted by topic and budget alone; the other features are chance."""
    chance = np.random.default_rng(seed)
    rows = chance.random((number, len(NAMES)))
    rows[:, [NAMES.index(name) for name in ("sector", "place", "budget")]] = (
        chance.integers(0, 3, (number, 3)) / 2
    )
    logits = loud * (rows[:, NAMES.index("topic")] - 0.5) + 2 * (
        rows[:, NAMES.index("budget")] - 0.5
    )
    accepted = (chance.random(number) < 1 / (1 + np.exp(-logits))).astype(int)
    return rows, accepted, np.arange(number) // need_size


@pytest.fixture(scope="module")
def cases():
    return logistic.cases(*invented())


def test_the_weights_name_what_the_decisions_follow(cases):
    layer = logistic.fit(cases)
    strongest = sorted(layer.weights, key=lambda name: -abs(layer.weights[name]))[:2]
    assert set(strongest) == {"topic", "budget"}
    assert layer.weights["topic"] > 0 < layer.weights["budget"]


def test_a_feature_that_never_differs_weighs_nothing():
    rows, accepted, needs = invented()
    rows[:, NAMES.index("urgency")] = 0.0
    layer = logistic.fit(logistic.cases(rows, accepted, needs))
    assert layer.weights["urgency"] == 0.0
    assert math.isfinite(layer.chance(dict.fromkeys(NAMES, 1.0)))


def test_newton_finds_where_the_gradient_is_nothing():
    rows, labels, _needs = invented(100)
    found = logistic.newton(rows, labels, 1.0)
    wide = np.hstack([np.ones((100, 1)), rows])
    gradient = wide.T @ (logistic.sigmoid(wide @ found) - labels)
    gradient[1:] += found[1:]
    assert np.abs(gradient).max() < 1e-4


def test_cases_that_can_be_parted_do_not_run_away():
    rows, _accepted, needs = invented(60)
    accepted = (rows[:, NAMES.index("topic")] > 0.5).astype(int)
    layer = logistic.fit(logistic.cases(rows, accepted, needs))
    assert all(math.isfinite(value) for value in layer.weights.values())


def test_all_pairs_of_a_need_are_held_back_together(cases):
    for held in logistic.parts(cases.needs, 5):
        assert not set(cases.needs[held].tolist()) & set(cases.needs[~held].tolist())


def test_what_is_said_is_what_happens(cases):
    for one in trial.hold(cases, ranking.weights()).learned.reliability:
        assert one.said == pytest.approx(one.were, abs=0.2)


def test_it_wins_where_there_is_something_to_learn_and_not_where_there_is_none():
    found = trial.hold(logistic.cases(*invented(loud=8.0)), ranking.weights())
    assert found.won
    assert found.learned.loss < found.hand.loss
    rows, accepted, needs = invented(200)
    accepted = np.random.default_rng(9).permutation(accepted)
    assert not trial.hold(logistic.cases(rows, accepted, needs), ranking.weights()).won


def test_order_counts_pairs_that_stand_right():
    shares = np.array([0.9, 0.5, 0.5, 0.1])
    assert trial.order(shares, np.array([1.0, 1.0, 0.0, 0.0])) == pytest.approx(0.875)
    assert trial.order(shares, np.ones(4)) == 0.5


def test_what_is_kept_scores_the_same_again(cases):
    layer = logistic.fit(cases)
    again = weighing.learned(json.loads(json.dumps(layer.as_json())))
    found = dict.fromkeys(NAMES, 0.7)
    share = logistic.sigmoid(logistic.logits(layer, np.full((1, len(NAMES)), 0.7)))[0]
    assert (
        again.chance(found)
        == pytest.approx(share)
        == weighing.Weighing(learned=again).score(found)
    )


@pytest.mark.parametrize(
    "broken", [None, {}, {"weights": {}}, {"weights": dict.fromkeys(NAMES, "x")}]
)
def test_what_cannot_be_read_is_refused(broken):
    with pytest.raises(weighing.UnreadableError):
        weighing.learned(broken)


@pytest.mark.parametrize("value", [float("nan"), -1, 99, "much", None])
def test_weights_by_hand_are_figures_within_bounds(value):
    with pytest.raises(weighing.UnreadableError):
        weighing.by_hand({**ranking.weights(), "topic": value})
    assert weighing.by_hand(dict(ranking.weights())) == ranking.weights()
