"""Reading lotteries, as the public may see them and as staff do."""

from typing import Any

from django.utils import timezone

from events.enums import Allocation
from events.models import ParticipationType, Registration

from .. import lottery
from ..models import Draw, DrawEntry

RELATED = ("participation_type__session__event",)


def by_code(code: str) -> Draw | None:
    """The lottery with its session; None when the public may not know of it."""
    return (
        Draw.objects.select_related(*RELATED)
        .exclude(participation_type__session__state="draft")
        .filter(code=code)
        .first()
    )


def of_type(kind: ParticipationType) -> Draw | None:
    """The lottery of ``kind``."""
    return Draw.objects.filter(participation_type=kind).first()


def document(draw: Draw) -> dict[str, Any]:
    """The published file: all that is needed to repeat the draw, and no name.

    Before the draw it holds the commitment and the rules only.
    """
    kind = draw.participation_type
    told: dict[str, Any] = {
        "protocol": lottery.PROTOCOL,
        "lottery": draw.code,
        "commitment": draw.commitment,
        "committed_at": _moment(draw.committed_at),
        "rules": draw.rules,
        "reserve_limit": draw.reserve_limit,
        "applications_close_at": _moment(kind.deadline()),
    }
    if not draw.is_drawn:
        return told
    entries = list(draw.entries.all())
    return told | {
        "seed": draw.seed,
        "drawn_at": _moment(draw.drawn_at),
        "places": draw.places,
        "entries_digest": draw.entries_digest,
        "entries": sorted(
            (
                {"number": one.number, "weight": one.weight, "places": one.places}
                for one in entries
            ),
            key=lambda one: str(one["number"]),
        ),
        "result": [
            {"number": one.number, "lot": one.lot, "wins": one.wins, "reserve": one.reserve}
            for one in entries
        ],
    }


def number_of(registration: Registration) -> tuple[Draw, str, DrawEntry | None] | None:
    """The lottery a company takes part in, its public number and what it drew."""
    kind = registration.applied_type or registration.participation_type
    if kind.allocation != Allocation.LOTTERY:
        return None
    draw = of_type(kind)
    if draw is None:
        return None
    number = lottery.public_number(commitment=draw.commitment, reference=registration.reference)
    entry = draw.entries.filter(number=number).first() if draw.is_drawn else None
    return draw, number, entry


def _moment(value: Any) -> str:
    return timezone.localtime(value).isoformat(timespec="seconds")
