"""Which meeting sits at which table; pure."""

from collections.abc import Mapping, Sequence

from .solving import Meeting


def seat(
    meetings: Sequence[Meeting], tables: int, before: Mapping[Meeting, int]
) -> dict[Meeting, int]:
    """A table from 1 to ``tables`` for each meeting, no two at one table in one slot.

    Meetings that stand as before keep their table; an expert stays at a table
    as long as it is free, so that people move and papers do not.
    """
    seated = {one: before[one] for one in meetings if before.get(one, tables + 1) <= tables}
    taken = {(slot, table) for (_company, _expert, slot), table in seated.items()}
    home: dict[int, int] = {}
    for (_company, expert, _slot), table in sorted(seated.items(), key=lambda one: one[0][2]):
        home.setdefault(expert, table)
    for one in sorted(meetings, key=lambda one: (one[2], one[1])):
        _company, expert, slot = one
        if one in seated:
            continue
        free = [table for table in range(1, tables + 1) if (slot, table) not in taken]
        unclaimed = [table for table in free if table not in home.values()]
        table = home[expert] if home.get(expert) in free else (unclaimed or free)[0]
        home.setdefault(expert, table)
        seated[one] = table
        taken.add((slot, table))
    return seated
