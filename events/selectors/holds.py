"""Reading holds: what the review step says about places."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from ..enums import Allocation
from ..models import ParticipationType, PlaceHold


@dataclass(frozen=True)
class Outlook:
    """What happens when the form is sent now.

    ``kind`` is ``held`` (places are kept until ``until``), ``partly`` (for ``places`` people
    only), ``fallback`` (held in the fallback type), ``over`` (the ten minutes are gone),
    ``waitlist`` or ``drawn`` (the places are given later).
    """

    kind: str
    until: datetime | None = None
    places: int = 0


def outlook(*, key: str, participation_type: ParticipationType, people: int) -> Outlook:
    """Where the form ``key`` stands."""
    kind = participation_type
    if kind.allocation != Allocation.FIRST_COME:
        return Outlook("drawn")
    holds = {hold.participation_type_id: hold for hold in PlaceHold.objects.filter(key=key)}
    now = timezone.now()
    for type_id, name in ((kind.pk, "held"), (kind.fallback_id, "fallback")):
        hold = holds.get(type_id) if type_id else None
        if hold is None or hold.ended_at is not None or hold.expires_at <= now:
            continue
        if name == "held" and hold.places < kind.places_for(people):
            name = "partly"
        return Outlook(name, hold.expires_at, hold.places)
    if kind.pk in holds and kind.places_left >= kind.places_for(people):
        return Outlook("over")
    return Outlook("waitlist")


def began_in_time(*, key: str, participation_type: ParticipationType) -> bool:
    """Whether a hold runs that began while applications were taken."""
    now = timezone.now()
    return any(
        participation_type.is_open_at(hold.created_at)
        for hold in PlaceHold.objects.filter(key=key, ended_at__isnull=True, expires_at__gt=now)
    )
