"""How much two participants of a day would gain from meeting."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from .. import matching, ranking, selectors, today
from ..models import MeetingDay, MeetingParticipant, Need
from ..weekly import vetoes

NEVER = -1
WISH = 40
"""What a wish of one side adds to the fit (0 to 100) of a pair."""


def _fits(
    companies: Sequence[MeetingParticipant], experts: Sequence[MeetingParticipant]
) -> dict[tuple[int, int], float]:
    """The best fit of any open need and open seed, by organizations."""
    order = today.order()
    wanted = {str(one.organization_id) for one in experts}
    seeds = [seed for seed in order.seeds if seed.seed.organization in wanted]
    owners = [one.organization_id for one in companies]
    needs = Need.objects.open().filter(organization__in=owners).prefetch_related("themes")
    found: dict[tuple[int, int], float] = {}
    for need in needs.order_by("pk"):
        prepared = ranking.prepare_need(matching.need_profile(need))
        for entry in order.among(prepared, seeds):
            pair = (need.organization_id, int(entry.seed.seed.organization))
            found[pair] = max(found.get(pair, 0.0), min(1.0, entry.score))
    return found


def table(
    day: MeetingDay,
    companies: Sequence[MeetingParticipant],
    experts: Sequence[MeetingParticipant],
) -> npt.NDArray[np.int64]:
    """Companies × experts: 0 to 180; -1 where the two may not meet or would gain nothing."""
    fits, forbidden = _fits(companies, experts), vetoes.now().sides
    through = MeetingParticipant.wishes.through
    wished = set(
        through.objects.filter(from_meetingparticipant__day=day)
        .order_by("pk")
        .values_list("from_meetingparticipant_id", "to_meetingparticipant_id")
    )
    found = np.full((len(companies), len(experts)), NEVER, dtype=np.int64)
    for row, company in enumerate(companies):
        for column, expert in enumerate(experts):
            sides = (company.organization_id, expert.organization_id)
            wishes = ((company.pk, expert.pk) in wished) + ((expert.pk, company.pk) in wished)
            fit = fits.get(sides, 0.0)
            if sides in forbidden or not (wishes or fit >= selectors.MIN_SCORE):
                continue
            found[row, column] = round(100 * fit) + WISH * wishes
    return found
