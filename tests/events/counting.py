"""What is wrong with the counters of places now."""

from django.utils import timezone

from events.selectors import places


def breaches() -> list[places.Count]:
    """Types whose counter is wrong, exceeds the capacity, or lets a place sleep."""
    return [
        count
        for count in places.counts(timezone.now())
        if not count.is_right or count.is_oversold or count.is_asleep
    ]
