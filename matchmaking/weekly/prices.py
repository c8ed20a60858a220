"""What each decision by hand would cost, before it is made."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..assignment.problem import POINTS, Solution
from ..models import WeekPair
from .planning import Board


@dataclass(frozen=True)
class Change:
    """What a decision would do; ``possible`` is False where there is no room for it."""

    possible: bool
    gap: float = 0.0  # quality lost against the optimum of the week
    more: float = 0.0  # quality lost against the plan as it is
    unserved: int = 0  # more needs left without a proposal than in the plan as it is
    moved: int = 0  # proposals of other needs that change


@dataclass(frozen=True)
class Alternative:
    """A pair of one need, whether it is chosen now, and what choosing or dropping it does."""

    pair: WeekPair
    chosen: bool
    change: Change


def change(board: Board, after: Solution | None, *, of_need: int) -> Change:
    """The price of ``after``; None stands for what is not possible."""
    if after is None:
        return Change(possible=False)
    now = board.decided
    moved = [
        place
        for place in np.setdiff1d(after.pairs, now.pairs).tolist()
        if board.pairs[place].need_id != of_need
    ]
    return Change(
        possible=True,
        gap=(board.optimum.worth.points - after.worth.points) / POINTS,
        more=(now.worth.points - after.worth.points) / POINTS,
        unserved=now.worth.served - after.worth.served,
        moved=len(moved),
    )


def pins_with(board: Board, place: int) -> list[int]:
    """The pins of the board with ``place`` added; the oldest of its need give way."""
    need = board.pairs[place].need_id
    own = [pin for pin in board.pins if board.pairs[pin].need_id == need and pin != place]
    stay = own[len(own) - board.plan.per_need + 1 :] if board.plan.per_need > 1 else []
    gone = set(own) - set(stay)
    return [pin for pin in board.pins if pin not in gone and pin != place] + [place]


def of_pinning(board: Board, place: int) -> Change:
    """What it does that the pair at ``place`` must be proposed."""
    left_out = [one for one in board.marked(WeekPair.Mark.LEFT_OUT) if one != place]
    need = board.pairs[place].need_id
    after = board.attempt(
        pinned=pins_with(board, place), left_out=left_out, rest=board.resting - {need}
    )
    return change(board, after, of_need=need)


def of_leaving_out(board: Board, place: int) -> Change:
    """What it does that the pair at ``place`` may not be proposed."""
    left_out = [*board.marked(WeekPair.Mark.LEFT_OUT), place]
    pinned = [pin for pin in board.pins if pin != place]
    after = board.attempt(pinned=pinned, left_out=left_out, rest=board.resting)
    return change(board, after, of_need=board.pairs[place].need_id)


def of_resting(board: Board, need: int) -> Change:
    """What it does that nothing is proposed for ``need`` this week."""
    left_out = board.marked(WeekPair.Mark.LEFT_OUT)
    after = board.attempt(pinned=board.pins, left_out=left_out, rest=board.resting | {need})
    return change(board, after, of_need=need)


def alternatives(board: Board, need: int, *, limit: int = 20) -> list[Alternative]:
    """The best pairs of ``need``; a chosen one with the price of leaving it out."""
    chosen = set(board.decided.pairs.tolist())
    own = [place for place, pair in enumerate(board.pairs) if pair.need_id == need]
    own.sort(key=lambda place: (-board.pairs[place].quality, board.pairs[place].pk))
    shown = [
        place
        for rank, place in enumerate(own)
        if rank < limit or place in chosen or board.pairs[place].mark
    ]
    return [
        Alternative(
            board.pairs[place],
            place in chosen,
            of_leaving_out(board, place) if place in chosen else of_pinning(board, place),
        )
        for place in shown
    ]


def places(board: Board, pairs: Sequence[int]) -> list[int]:
    """Places on the board of the pairs with these ids; those not on it are left out."""
    wanted = set(pairs)
    return [place for place, pair in enumerate(board.pairs) if pair.pk in wanted]
