"""What ran out at midnight leaves lists, cached pages and search soon after."""

from datetime import timedelta

from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from ..models import Need, Seed
from ..services import need as needs
from ..services import public_words
from ..services import seed as seeds
from . import fingerprints

BACK = timedelta(days=14)
"""How far back a worker that stood still looks."""


def sweep() -> int:
    """Once a day, by whoever comes first after midnight: how many were taken out."""
    fingerprints.catch_up()
    today = timezone.localdate()
    if not cache.add(f"matchmaking:swept:{today}", value=True, timeout=2 * 24 * 3600):
        return 0
    taken = 0
    for model, source in ((Need, needs.SOURCE), (Seed, seeds.SOURCE)):
        over = model.objects.filter(
            state="published", expires_on__lt=today, expires_on__gte=today - BACK
        )
        for pk in over.order_by("pk").values_list("pk", flat=True).iterator():
            with transaction.atomic():
                public_words.changed(source, pk)
            taken += 1
    return taken
