"""The timetable against every possible one, on days small enough to try all."""

import itertools

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaking.meetings import seating, solving
from matchmaking.meetings.solving import Day


@st.composite
def days(draw):
    """Up to three companies, two experts and two slots: at most eight possible meetings."""
    companies, experts, slots = (draw(st.integers(1, most)) for most in (3, 2, 2))

    def table(height, width, values):
        row = st.lists(values, min_size=width, max_size=width)
        return np.array(draw(st.lists(row, min_size=height, max_size=height)))

    quality = table(companies, experts, st.sampled_from([-1, -1, 0, 20, 70]))
    there = st.sampled_from([True, True, True, False])
    return Day(
        quality=quality,
        company_free=table(companies, slots, there),
        expert_free=table(experts, slots, there),
        tables=draw(st.integers(0, 2)),
    )


def possible(day, meetings):
    """Whether ``meetings`` keep every rule, said without the code under test."""
    pairs = [(company, expert) for company, expert, _slot in meetings]
    companies = [(company, slot) for company, _expert, slot in meetings]
    experts = [(expert, slot) for _company, expert, slot in meetings]
    slots = [slot for _company, _expert, slot in meetings]
    return (
        all(len(set(group)) == len(group) for group in (pairs, companies, experts))
        and all(slots.count(slot) <= day.tables for slot in slots)
        and all(day.quality[pair] >= 0 for pair in pairs)
        and all(day.company_free[one] for one in companies)
        and all(day.expert_free[one] for one in experts)
    )


def every(day):
    """All timetables that keep the rules."""
    shape = (*day.quality.shape, day.slots)
    all_meetings = [one for one in itertools.product(*map(range, shape)) if possible(day, [one])]
    most = min(len(all_meetings), day.slots * max(day.tables, 0))
    for number in range(most + 1):
        for meetings in itertools.combinations(all_meetings, number):
            if possible(day, meetings):
                yield meetings


@settings(max_examples=25, deadline=None)
@given(days())
def test_no_possible_timetable_is_better(day):
    found = solving.solve(day)
    assert found.proved
    assert possible(day, found.meetings)
    assert solving.worth(day, found.meetings) == max(
        solving.worth(day, meetings) for meetings in every(day)
    )
    tables = seating.seat(found.meetings, day.tables, {})
    places = [(one[2], table) for one, table in tables.items()]
    assert len(set(places)) == len(places) == len(found.meetings)
    assert all(1 <= table <= day.tables for table in tables.values())


@settings(max_examples=20, deadline=None)
@given(days(), st.data())
def test_after_a_change_as_much_stays_as_can(day, data):
    before = solving.solve(day).meetings
    gone = data.draw(st.integers(0, len(day.quality) - 1))
    late = data.draw(st.integers(0, day.expert_free.shape[0] - 1))
    company_free, expert_free = day.company_free.copy(), day.expert_free.copy()
    company_free[gone] = False
    expert_free[late, 0] = False
    changed = Day(day.quality, company_free, expert_free, day.tables, before)
    found = solving.solve(changed).meetings
    assert possible(changed, found)
    assert solving.worth(changed, found) == max(
        solving.worth(changed, meetings) for meetings in every(changed)
    )


def full_day(companies, experts, slots, tables, **fields):
    chance = np.random.default_rng(5)
    return Day(
        quality=chance.integers(10, 100, (companies, experts)),
        company_free=np.ones((companies, slots), dtype=bool),
        expert_free=np.ones((experts, slots), dtype=bool),
        tables=tables,
        **fields,
    )


def test_when_somebody_drops_out_nobody_else_is_moved():
    day = full_day(8, 4, 4, 3)
    before = solving.solve(day).meetings
    day.expert_free[1] = False
    after = solving.solve(full_day(8, 4, 4, 3, before=before)).meetings
    assert set(after) == set(before)
    changed = Day(day.quality, day.company_free, day.expert_free, 3, before)
    after = solving.solve(changed).meetings
    stayed = {one for one in before if one[1] != 1}
    assert stayed <= set(after)
    tables = seating.seat(before, 3, {})
    again = seating.seat(after, 3, tables)
    assert all(again[one] == tables[one] for one in stayed)


def test_slots_that_have_begun_get_nothing_new():
    day = full_day(4, 3, 2, 3, fixed=frozenset({0}))
    assert {slot for _c, _e, slot in solving.solve(day).meetings} == {1}
    kept = full_day(4, 3, 2, 3, fixed=frozenset({0}), before=((0, 0, 0),))
    assert [one for one in solving.solve(kept).meetings if one[2] == 0] == [(0, 0, 0)]


def test_meetings_are_shared_fairly_when_there_are_too_few():
    day = full_day(6, 3, 2, 3)
    found = solving.solve(day).meetings
    assert len(found) == 6
    assert sorted(company for company, _e, _s in found) == list(range(6))


def test_experts_stay_at_their_table():
    found = solving.solve(full_day(6, 3, 4, 3)).meetings
    tables = seating.seat(found, 3, {})
    of_expert = {(one[1], table) for one, table in tables.items()}
    assert len(of_expert) == 3
