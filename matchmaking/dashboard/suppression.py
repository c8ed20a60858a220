"""Small cells are hidden, and others with them, so that no sum gives them away.

A cell is small if one to four companies stand behind it. A line is a row of cells with
its total. Hiding one cell alone would let anybody subtract; so further cells of the line
are hidden, the smallest first, until each hidden one could just as well be five or more:
``k`` hidden cells hold at least ``k + 4`` together. Where no choice does that, the whole
line is hidden, zeros included. Of a fiscal year a cell is hidden too if it and the shown
quarters would give away a hidden one.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from events.surveys.enums import SMALLEST_GROUP


@dataclass(frozen=True)
class Cell:
    """Some needs and the number of companies behind them."""

    needs: int = 0
    companies: int = 0

    @property
    def is_small(self) -> bool:
        """Whether so few stand behind it that it is hidden."""
        return 0 < self.companies < SMALLEST_GROUP


@dataclass(frozen=True)
class Line:
    """What may be shown of a row; None is hidden."""

    cells: tuple[int | None, ...]
    total: int | None


def protect(
    cells: Sequence[Cell], total: Cell, quarters: Sequence[tuple[Sequence[Cell], Cell]] = ()
) -> Line:
    """What may be shown of ``cells`` and their ``total``.

    ``quarters`` holds the same line of each quarter when the line is a year's: what they
    hide stays hidden here.
    """
    lines = [protect(*quarter) for quarter in quarters]
    forced = {
        place
        for place in range(len(cells))
        if _given_away(
            [
                quarter[0][place].needs
                for quarter, line in zip(quarters, lines, strict=True)
                if line.cells[place] is None
            ]
        )
    }
    total_hidden = total.is_small or _given_away(
        [
            quarter[1].needs
            for quarter, line in zip(quarters, lines, strict=True)
            if line.total is None
        ]
    )
    hidden = _hidden(cells, forced)
    if total_hidden:
        hidden = set(range(len(cells)))
    return Line(
        tuple(None if place in hidden else cell.needs for place, cell in enumerate(cells)),
        None if total_hidden else total.needs,
    )


def _given_away(hidden: Sequence[int]) -> bool:
    """Whether the sum of these hidden numbers says too much about one of them."""
    return bool(hidden) and (len(hidden) == 1 or sum(hidden) < len(hidden) + SMALLEST_GROUP - 1)


def _hidden(cells: Sequence[Cell], forced: set[int]) -> set[int]:
    hidden = forced | {place for place, cell in enumerate(cells) if cell.is_small}
    others = sorted(
        (place for place, cell in enumerate(cells) if cell.needs and place not in hidden),
        key=lambda place: (cells[place].needs, place),
    )
    while _given_away([cells[place].needs for place in hidden]):
        if not others:
            return set(range(len(cells)))
        hidden.add(others.pop(0))
    return hidden
