"""No sum gives a hidden number away, whatever the numbers are."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaking.dashboard.suppression import Cell, protect

cells = st.lists(
    st.integers(0, 12).flatmap(
        lambda needs: st.integers(min(needs, 1), needs).map(lambda firms: Cell(needs, firms))
    ),
    min_size=2,
    max_size=6,
)


def total(found):
    return Cell(sum(one.needs for one in found), sum(one.companies for one in found))


def possible(line):
    """For each hidden cell, all values that fit what is shown (zeros are shown, if any are)."""
    hidden = [place for place, number in enumerate(line.cells) if number is None]
    lowest = 0 if len(hidden) == len(line.cells) else 1
    rest = line.total - sum(number or 0 for number in line.cells)
    spare = rest - lowest * len(hidden)
    assert spare >= 0
    alone = len(hidden) == 1
    return dict.fromkeys(hidden, (rest if alone else lowest, lowest + spare))


@settings(max_examples=300, deadline=None)
@given(cells)
def test_every_hidden_cell_could_as_well_be_five_or_one(found):
    line = protect(found, total(found))
    for cell, number in zip(found, line.cells, strict=True):
        assert number in (None, cell.needs)
        if cell.is_small:
            assert number is None
    if line.total is None:
        assert set(line.cells) == {None}
        return
    assert line.total == total(found).needs
    for lower, upper in possible(line).values():
        assert lower <= 1
        assert upper >= 5


@settings(max_examples=200, deadline=None)
@given(st.lists(cells, min_size=4, max_size=4))
def test_a_year_gives_no_quarter_away(quarters):
    width = min(len(one) for one in quarters)
    quarters = [one[:width] for one in quarters]
    year = [
        Cell(
            sum(one[place].needs for one in quarters),
            sum(one[place].companies for one in quarters),
        )
        for place in range(width)
    ]
    shown = [protect(one, total(one)) for one in quarters]
    line = protect(year, total(year), [(one, total(one)) for one in quarters])
    for place, number in enumerate(line.cells):
        hidden = [quarters[q][place].needs for q in range(4) if shown[q].cells[place] is None]
        if number is not None and hidden:
            assert len(hidden) > 1
            assert sum(hidden) >= len(hidden) + 4
    hidden = [total(quarters[q]).needs for q in range(4) if shown[q].total is None]
    if line.total is not None and hidden:
        assert len(hidden) > 1


def test_nothing_is_hidden_without_need():
    for numbers in product((0, 5, 9), repeat=3):
        found = [Cell(number, number) for number in numbers]
        assert protect(found, total(found)).cells == numbers


def test_the_smallest_goes_with_the_one_that_must():
    found = [Cell(n, n) for n in (3, 20, 6, 0)]
    assert protect(found, total(found)).cells == (None, 20, None, 0)


def test_many_needs_of_few_companies_are_few():
    found = [Cell(9, 2), Cell(30, 20), Cell(12, 12)]
    assert protect(found, total(found)).cells == (None, 30, None)


def test_a_line_of_ones_is_hidden_whole():
    found = [Cell(1, 1)] * 5 + [Cell()]
    line = protect(found, total(found))
    assert line.cells == (None,) * 6
    assert line.total == 5
