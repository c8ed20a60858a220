"""How far an introduction has come: the one place where it follows from the agreements."""

from ..enums import ASKED, MET, Side, Stage
from ..models import AgreedWords, Agreement, Introduction

SIDES = (Side.COMPANY, Side.PROVIDER)
STEPS = (Stage.SECTOR, Stage.PROBLEM, Stage.CONTACT)


def other(side: Side) -> Side:
    """The one across."""
    return Side.PROVIDER if side is Side.COMPANY else Side.COMPANY


def standing(introduction: Introduction, side: Side) -> list[Agreement]:
    """The agreements of ``side`` that were not taken back, the lowest stage first."""
    rows = (row for row in introduction.agreements.all() if row.revoked_at is None)
    return sorted((row for row in rows if row.side == side), key=lambda row: row.stage)


def of_side(introduction: Introduction, side: Side) -> Stage:
    """Up to where ``side`` lets itself be seen; a stage counts only with all those below."""
    held = {row.stage for row in standing(introduction, side)}
    reached = Stage.NOTHING
    for step in STEPS:
        if step not in held:
            break
        reached = step
    return reached


def shown(introduction: Introduction) -> Stage:
    """What both sides show each other now: the lower of the two, nothing once it has ended."""
    if introduction.state not in (*ASKED, *MET):
        return Stage.NOTHING
    return min(of_side(introduction, side) for side in SIDES)


def waits_for(introduction: Introduction, side: Side) -> bool:
    """Whether ``side`` may go on while the other is as far, or further."""
    if introduction.state not in ASKED:
        return False
    return of_side(introduction, side) <= of_side(introduction, other(side))


def words(introduction: Introduction) -> AgreedWords | None:
    """The newest words of the need that a coordinator let pass."""
    return max(introduction.words.all(), key=lambda kept: kept.version, default=None)


def agreed_words(introduction: Introduction) -> AgreedWords | None:
    """The words that the company's standing agreement names; only these may be shown."""
    for row in standing(introduction, Side.COMPANY):
        if row.stage == Stage.PROBLEM:
            return row.words
    return None
