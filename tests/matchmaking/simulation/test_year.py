"""The invented year: what it claims, and that its rules hold."""

import io
import json
from dataclasses import asdict

import pytest
from django.core.management import CommandError, call_command

from matchmaking.simulation import world, year


@pytest.fixture(scope="module")
def figures():
    return year.compare(world.make(seed=1, weeks=52), weeks=52)


def test_the_solved_year_fits_no_worse_than_greedy_and_is_more_even_than_first_come(figures):
    solved = figures["solved"]
    assert solved.quality >= figures["greedy"].quality
    assert solved.gini < figures["first_come"].gini
    assert solved.outcome_rate > figures["first_come"].outcome_rate
    assert solved.waited <= figures["greedy"].waited


def test_no_expert_gets_more_than_their_months_hold(figures):
    for one in figures.values():
        assert one.load.max() <= 1.0 + 1e-9
        assert one.succeeded <= one.agreed <= one.needs
        assert one.agreed <= one.proposals


def test_the_same_seed_is_the_same_year_and_another_is_not():
    def lived(seed):
        made = world.make(seed=seed, weeks=8)
        return {
            name: {**asdict(one), "load": one.load.tolist()}
            for name, one in year.compare(made, weeks=8).items()
        }

    assert lived(3) == lived(3) != lived(4)


def test_a_year_without_needs_or_without_anybody_who_fits_has_figures():
    nobody = world.Assumptions(experts=2, specialised=0.0)
    for one in year.compare(world.make(seed=1, weeks=4, assumed=nobody), weeks=4).values():
        assert (one.proposals, one.gini, one.outcome_rate) == (0, 0.0, 0.0)
    empty = world.Assumptions(needs_per_week=1e-9)
    for one in year.compare(world.make(seed=1, weeks=4, assumed=empty), weeks=4).values():
        assert (one.needs, one.outcome_rate, one.agreed_rate) == (0, 0.0, 0.0)


def test_the_command_tells_the_figures_and_draws_the_chart(tmp_path):
    told = io.StringIO()
    target = tmp_path / "year.svg"
    call_command("simulate_matching", seed=2, weeks=6, chart=target, stdout=told)
    last = json.loads(told.getvalue().splitlines()[-1])
    assert set(last) == {"seed", "weeks", "first_come", "greedy", "solved"}
    assert f"{last['solved']['gini']:.3f}" in target.read_text()
    with pytest.raises(CommandError):
        call_command("simulate_matching", weeks=0, chart=target)
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("simulate_matching", weeks=1, chart=tmp_path / "no" / "year.svg")
