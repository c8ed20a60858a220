"""The timetable of a meeting day, solved as a whole; pure.

Worth of a timetable: the quality of its meetings, plus for each person a bonus
that falls with every further meeting, so that one more for who has few counts
more than one more for who has many. A timetable that exists already is changed
as little as possible: that counts before everything else.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from ortools.sat.python import cp_model

Flags = npt.NDArray[np.bool_]
Meeting = tuple[int, int, int]
"""Company, expert, slot."""

COMPANY_BONUS = (300, 150, 80, 40, 20, 10)
EXPERT_BONUS = (60, 30, 15, 8, 4, 2)
# Solving time in CP-SAT's own measure, which does not depend on how busy the machine is.
EFFORT = 20.0


@dataclass(frozen=True)
class Day:
    """A day to fill.

    Args:
        quality: companies × experts, whole numbers from 0; below 0 the two may not meet.
        company_free, expert_free: people × slots, whether they are there.
        tables: how many meetings each slot can hold.
        before: the timetable to be changed as little as possible.
        fixed: slots that have begun; only meetings of ``before`` may stand there.
    """

    quality: npt.NDArray[np.int64]
    company_free: Flags
    expert_free: Flags
    tables: int
    before: Sequence[Meeting] = ()
    fixed: frozenset[int] = field(default_factory=frozenset)

    @property
    def slots(self) -> int:
        """How many slots the day has."""
        return self.company_free.shape[1]

    def possible(self) -> list[Meeting]:
        """Every meeting that may be, each for itself."""
        known = set(self.before)
        return [
            (company, expert, slot)
            for company, expert in np.argwhere(self.quality >= 0).tolist()
            for slot in range(self.slots)
            if self.company_free[company, slot]
            and self.expert_free[expert, slot]
            and (slot not in self.fixed or (company, expert, slot) in known)
        ]


@dataclass(frozen=True)
class Timetable:
    """The meetings, by slot, and whether nothing better exists or time ran out."""

    meetings: tuple[Meeting, ...]
    proved: bool


def _bonus(steps: Sequence[int], number: int) -> int:
    return sum(steps[:number]) + max(0, number - len(steps))


def worth(day: Day, meetings: Sequence[Meeting]) -> tuple[int, int]:
    """What ``meetings`` are worth: how much of the old timetable stays, then quality.

    A meeting that stays where it was counts two, one that is moved counts one.
    """
    pairs = {(company, expert) for company, expert, _slot in meetings}
    known = set(day.before)
    kept = len(known & set(meetings))
    moved = len({(c, e) for c, e, _s in known} & pairs) - kept
    companies = np.bincount([c for c, _e, _s in meetings], minlength=1)
    experts = np.bincount([e for _c, e, _s in meetings], minlength=1)
    quality = sum(int(day.quality[c, e]) for c, e, _s in meetings)
    quality += sum(_bonus(COMPANY_BONUS, int(number)) for number in companies)
    quality += sum(_bonus(EXPERT_BONUS, int(number)) for number in experts)
    return 2 * kept + moved, quality


def _ceiling(day: Day) -> int:
    """More than any timetable can be worth beside what stays of the old one."""
    companies, experts = day.quality.shape
    seats = day.slots * min(companies, experts, max(day.tables, 0))
    best = int(day.quality.max(initial=0))
    return 1 + seats * (best + COMPANY_BONUS[0] + EXPERT_BONUS[0])


class _Model:
    """The day as a constraint model: one yes-or-no for each possible meeting."""

    def __init__(self, day: Day) -> None:
        self.day = day
        self.model = cp_model.CpModel()
        self.possible = day.possible()
        self.held = [self.model.new_bool_var("") for _one in self.possible]
        for group in self._by(lambda one: one[:2]):
            self.model.add_at_most_one(group)
        for group in self._by(lambda one: (one[0], one[2])):
            self.model.add_at_most_one(group)
        for group in self._by(lambda one: one[1:]):
            self.model.add_at_most_one(group)
        for group in self._by(lambda one: one[2]):
            self.model.add(sum(group) <= day.tables)
        self.model.maximize(self._worth())

    def _by(self, key: Callable[[Meeting], object]) -> list[list[cp_model.IntVar]]:
        found: dict[object, list[cp_model.IntVar]] = {}
        for one, held in zip(self.possible, self.held, strict=True):
            found.setdefault(key(one), []).append(held)
        return list(found.values())

    def _worth(self) -> cp_model.LinearExprT:
        day, known = self.day, set(self.day.before)
        stays = _ceiling(day)
        pairs = {(company, expert) for company, expert, _slot in known}
        weights = [
            int(day.quality[one[:2]]) + stays * ((one[:2] in pairs) + (one in known))
            for one in self.possible
        ]
        parts: list[cp_model.LinearExprT] = [
            weight * held for weight, held in zip(weights, self.held, strict=True)
        ]
        for person, steps in ((0, COMPANY_BONUS), (1, EXPERT_BONUS)):
            for group in self._by(lambda one, person=person: one[person]):  # type: ignore[misc]
                parts += self._bonus(group, steps)
        return sum(parts)

    def _bonus(
        self, group: Sequence[cp_model.IntVar], steps: Sequence[int]
    ) -> list[cp_model.LinearExprT]:
        """One yes-or-no for each meeting of a person, the first worth most."""
        number = min(len(group), self.day.slots)
        levels = [self.model.new_bool_var("") for _place in range(number)]
        self.model.add(sum(group) == sum(levels))
        return [
            (steps[place] if place < len(steps) else 1) * level
            for place, level in enumerate(levels)
        ]

    def solve(self, effort: float) -> Timetable:
        """The best timetable found within ``effort``."""
        known = set(self.day.before)
        for one, held in zip(self.possible, self.held, strict=True):
            if known:
                self.model.add_hint(held, one in known)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = 1
        solver.parameters.linearization_level = 2
        solver.parameters.max_deterministic_time = effort
        status = solver.solve(self.model)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            raise UnsolvedError
        found = [
            one
            for one, held in zip(self.possible, self.held, strict=True)
            if solver.boolean_value(held)
        ]
        meetings = sorted(found, key=lambda one: (one[2], one[1], one[0]))
        return Timetable(tuple(meetings), proved=status == cp_model.OPTIMAL)


class UnsolvedError(RuntimeError):
    """No timetable was found in time; an empty one would always be possible."""


def solve(day: Day, *, effort: float = EFFORT) -> Timetable:
    """The best timetable of ``day``; the same every time.

    Raises:
        UnsolvedError: none was found within ``effort``.
    """
    if not day.possible() or day.tables < 1:
        return Timetable((), proved=True)
    return _Model(day).solve(effort)
