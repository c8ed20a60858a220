"""Solving the timetable of a meeting day, and keeping what was found."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.privacy import services as privacy

from ..enums import Side
from ..models import Meeting, MeetingDay, MeetingParticipant, MeetingSlot
from ..transitions import NotAllowedError
from . import letters, quality, seating, solving
from .services import State, locked, target


@dataclass(frozen=True)
class Result:
    """What solving changed, in meetings; ``proved`` if nothing better exists."""

    total: int
    new: int
    moved: int
    gone: int
    proved: bool


Pair = tuple[int, int]
Seat = tuple[int, int]


@dataclass(frozen=True)
class _Inputs:
    """What a timetable rests on, read at one moment; equal if nothing has changed."""

    tables: int
    slots: tuple[MeetingSlot, ...]
    companies: tuple[MeetingParticipant, ...]
    experts: tuple[MeetingParticipant, ...]
    absent: frozenset[tuple[int, int]]
    old: dict[Pair, Seat]

    def free(self, group: Sequence[MeetingParticipant]) -> solving.Flags:
        """People × slots, whether they are there."""
        return np.array(
            [[(one.pk, slot.pk) not in self.absent for slot in self.slots] for one in group],
            dtype=np.bool_,
        ).reshape(len(group), len(self.slots))

    @property
    def seats(self) -> dict[solving.Meeting, int]:
        """The present timetable in places of the lists, with its tables."""
        rows = {one.pk: place for place, one in enumerate(self.companies)}
        columns = {one.pk: place for place, one in enumerate(self.experts)}
        at = {slot.pk: place for place, slot in enumerate(self.slots)}
        return {
            (rows[company], columns[expert], at[slot]): table
            for (company, expert), (slot, table) in self.old.items()
            if company in rows and expert in columns
        }


def _read(day: MeetingDay) -> _Inputs:
    joining = day.participants.filter(state=State.JOINING).order_by("pk")
    people = list(joining.prefetch_related("absent"))
    return _Inputs(
        tables=day.tables,
        slots=tuple(day.slots.order_by("begins_at", "pk")),
        companies=tuple(one for one in people if one.side == Side.COMPANY),
        experts=tuple(one for one in people if one.side == Side.PROVIDER),
        absent=frozenset((one.pk, slot.pk) for one in people for slot in one.absent.all()),
        old={
            (one.company_id, one.expert_id): (one.slot_id, one.table)
            for one in day.meetings.order_by("pk")
        },
    )


def _solved(day: MeetingDay, given: _Inputs) -> tuple[dict[Pair, Seat], bool]:
    """The best timetable, and whether that is proved."""
    now, before = timezone.now(), given.seats
    found = solving.solve(
        solving.Day(
            quality=quality.table(day, given.companies, given.experts),
            company_free=given.free(given.companies),
            expert_free=given.free(given.experts),
            tables=given.tables,
            before=list(before),
            fixed=frozenset(
                place for place, slot in enumerate(given.slots) if slot.begins_at <= now
            ),
        )
    )
    seated = seating.seat(found.meetings, given.tables, before)
    return {
        (given.companies[company].pk, given.experts[expert].pk): (given.slots[slot].pk, table)
        for (company, expert, slot), table in seated.items()
    }, found.proved


def solve(*, day: MeetingDay, actor: Any) -> Result:
    """Fill the timetable; one that exists is changed as little as possible.

    Once it is shown, those whose meetings changed are told by mail. Solving may
    take seconds and therefore locks nothing; its result is kept only if nothing
    it rests on has changed meanwhile.

    Raises:
        NotAllowedError: somebody changed the day meanwhile, or it was called off.
        UnsolvedError: no timetable was found.
    """
    day = MeetingDay.objects.get(pk=day.pk)
    given = _read(day)
    new, proved = _solved(day, given)
    return _keep(day, given, new, proved=proved, actor=actor)


@transaction.atomic
def _keep(
    day: MeetingDay, given: _Inputs, new: dict[Pair, Seat], *, proved: bool, actor: Any
) -> Result:
    day = locked(day)
    if _read(day) != given or day.state == MeetingDay.State.CANCELLED:
        raise NotAllowedError(
            _("計算しているあいだに、参加者か時間割が変わりました。もう一度計算してください。")
        )
    old = given.old
    _replace(day, old, new)
    result = Result(
        total=len(new),
        new=len(new.keys() - old.keys()),
        moved=sum(old[pair] != new[pair] for pair in new.keys() & old.keys()),
        gone=len(old.keys() - new.keys()),
        proved=proved,
    )
    changed = {pair for pair in old.keys() | new.keys() if old.get(pair) != new.get(pair)}
    _tell(day, {person for pair in changed for person in pair})
    privacy.record(
        action="meeting_day.solved",
        target=target(day),
        actor=actor,
        detail={"meetings": result.total, "moved": result.moved, "new": result.new},
    )
    return result


def _replace(day: MeetingDay, old: dict[Pair, Seat], new: dict[Pair, Seat]) -> None:
    changed = [pair for pair in old if new.get(pair) != old[pair]]
    for company, expert in changed:
        day.meetings.filter(company=company, expert=expert).delete()
    Meeting.objects.bulk_create(
        [
            Meeting(day=day, company_id=company, expert_id=expert, slot_id=slot, table=table)
            for (company, expert), (slot, table) in new.items()
            if old.get((company, expert)) != (slot, table)
        ]
    )
    day.solved_at = timezone.now()
    day.save()


def _tell(day: MeetingDay, changed: Collection[int]) -> None:
    if day.state != MeetingDay.State.PUBLISHED or not changed:
        return
    day.sequence += 1
    day.save()
    joining = day.participants.filter(pk__in=changed, state=State.JOINING)
    for participant in joining.select_related("person", "organization", "day").order_by("pk"):
        letters.timetable(participant, changed=True)
