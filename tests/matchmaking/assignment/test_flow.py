"""The solved assignment against every possible choice, on cases small enough to try all."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaking.assignment import flow, loads, policies
from matchmaking.assignment.problem import (
    ImpossibleError,
    Problem,
    Worth,
    from_matrix,
    ints,
    worth,
)


@st.composite
def problems(draw):
    """Up to three needs, three offers of up to two experts, any pairs, capacities and loads."""
    needs = draw(st.integers(1, 3))
    offers = draw(st.integers(1, 3))
    experts = draw(st.integers(1, 2))
    every = list(itertools.product(range(needs), range(offers)))
    pairs = sorted(draw(st.lists(st.sampled_from(every), max_size=7, unique=True)))
    several = st.lists
    return Problem(
        wanted=ints(draw(several(st.integers(0, 2), min_size=needs, max_size=needs))),
        need=ints(pair[0] for pair in pairs),
        offer=ints(pair[1] for pair in pairs),
        quality=np.array([draw(st.sampled_from([0.0, 0.13, 0.3, 0.5, 0.97])) for _ in pairs]),
        capacity=ints(draw(several(st.integers(0, 2), min_size=offers, max_size=offers))),
        expert=ints(draw(several(st.integers(0, experts - 1), min_size=offers, max_size=offers))),
        load=ints(draw(several(st.integers(0, 3), min_size=experts, max_size=experts))),
        bonus=np.array(draw(several(st.sampled_from([0.0, 0.1]), min_size=needs, max_size=needs))),
    )


def possible(problem, pairs):
    """Whether ``pairs`` keep every rule, said without the code under test."""
    pairs = list(pairs)
    needs = [int(problem.need[pair]) for pair in pairs]
    offers = [int(problem.offer[pair]) for pair in pairs]
    met = [(need, int(problem.expert[offer])) for need, offer in zip(needs, offers, strict=True)]
    return (
        all(needs.count(need) <= problem.wanted[need] for need in needs)
        and all(offers.count(offer) <= problem.capacity[offer] for offer in offers)
        and len(set(met)) == len(met)
        and set(np.flatnonzero(problem.held)) <= set(pairs)
    )


def best(problem):
    """The most any possible choice is worth; None if there is none."""
    every = range(len(problem.need))
    return max(
        (
            worth(problem, ints(pairs))
            for number in range(len(problem.need) + 1)
            for pairs in itertools.combinations(every, number)
            if possible(problem, pairs)
        ),
        default=None,
    )


@settings(max_examples=80, deadline=None)
@given(problems())
def test_nothing_possible_is_better(problem):
    solved = flow.solve(problem)
    assert possible(problem, solved.pairs.tolist())
    assert solved.worth == best(problem) == worth(problem, solved.pairs)
    assert flow.solve(problem).pairs.tolist() == solved.pairs.tolist()


@settings(max_examples=40, deadline=None)
@given(problems(), st.data())
def test_held_pairs_stay_and_the_rest_is_best(problem, data):
    if not len(problem.need):
        return
    pairs = st.lists(st.integers(0, len(problem.need) - 1), min_size=1, max_size=2, unique=True)
    holding = problem.holding(data.draw(pairs))
    try:
        solved = flow.solve(holding)
    except ImpossibleError:
        assert best(holding) is None
        return
    assert possible(holding, solved.pairs.tolist())
    assert solved.worth == best(holding)


@settings(max_examples=40, deadline=None)
@given(problems())
def test_a_decision_by_hand_costs_what_is_lost_against_the_optimum(problem):
    optimum = flow.solve(problem)
    begun = problem.starting_from(optimum.pairs)
    for pair in range(len(problem.need)):
        try:
            held = flow.solve(begun.holding([pair]))
        except ImpossibleError:
            continue
        assert held.worth <= optimum.worth
        if pair in optimum.pairs:
            assert held.pairs.tolist() == optimum.pairs.tolist()
        keep = np.arange(len(problem.need)) != pair
        without = flow.solve(begun.only(keep))
        assert without.worth.served == best(problem.only(keep)).served
        if pair not in optimum.pairs:
            assert np.flatnonzero(keep)[without.pairs].tolist() == optimum.pairs.tolist()


@settings(max_examples=30, deadline=None)
@given(problems())
def test_simpler_ways_keep_the_rules_and_are_never_better(problem):
    for policy in (policies.first_come, policies.greedy):
        chosen = policy(problem)
        assert possible(problem, chosen.pairs.tolist())
        assert chosen.worth <= flow.solve(problem).worth


def matrix(*rows):
    return np.array(rows, dtype=float)


def test_no_need_goes_without_for_the_sake_of_quality():
    quality = matrix([1.0, 0.9], [0.2, 0.0])
    allowed = np.array([[True, True], [True, False]])
    solved = flow.solve(from_matrix(quality, allowed, ints([1, 1])))
    assert solved.pairs.tolist() == [1, 2]
    assert solved.worth.served == 2


def test_what_is_forbidden_is_never_chosen_and_what_lacks_room_stays_open():
    quality = matrix([0.9, 0.5], [0.9, 0.5], [0.9, 0.5])
    allowed = np.array([[False, True], [True, True], [True, True]])
    solved = flow.solve(from_matrix(quality, allowed, ints([1, 1])))
    assert solved.worth.served == 2
    nothing = flow.solve(from_matrix(quality, np.zeros((3, 2), dtype=bool), ints([1, 1])))
    assert nothing.pairs.tolist() == []
    assert nothing.worth == Worth(0, 0)


def test_equal_experts_share_the_work_and_a_busy_one_gets_less():
    quality = np.full((6, 3), 0.6)
    allowed = np.ones((6, 3), dtype=bool)
    even = from_matrix(quality, allowed, ints([6, 6, 6]))
    assert np.bincount(even.offer[flow.solve(even).pairs]).tolist() == [2, 2, 2]
    busy = from_matrix(quality, allowed, ints([6, 3, 3]), load=ints([0, 3, 3]))
    assert np.bincount(busy.offer[flow.solve(busy).pairs]).tolist() == [4, 1, 1]


def test_a_need_gets_no_two_offers_of_one_expert():
    problem = Problem(
        wanted=ints([2]),
        need=ints([0, 0, 0]),
        offer=ints([0, 1, 2]),
        quality=np.array([0.9, 0.8, 0.5]),
        capacity=ints([5, 5, 5]),
        expert=ints([0, 0, 1]),
        load=ints([0, 0]),
    )
    assert flow.solve(problem).pairs.tolist() == [0, 2]


def test_holding_more_than_there_is_room_for_is_refused():
    problem = from_matrix(matrix([0.5], [0.4]), np.ones((2, 1), dtype=bool), ints([1]))
    with pytest.raises(ImpossibleError):
        flow.solve(problem.holding([0, 1]))


@pytest.mark.parametrize(
    ("values", "expected"), [([], 0), ([0, 0], 0), ([3, 3, 3], 0), ([0, 0, 0, 8], 0.75)]
)
def test_gini(values, expected):
    assert loads.gini(values) == pytest.approx(expected)
