"""What changes about offers from day to day: how fresh they are, taken on, and proven."""

from django.db.models import Count, Q
from django.utils import timezone

from .enums import GOOD_OUTCOMES
from .models import Introduction
from .profiles import Standing
from .weekly import capacity

DOUBT = 2
"""Introductions without a good outcome that every offer is thought to have had: one success
among few says little."""


def now() -> Standing:
    """How all offers stand at this moment: two queries, whatever their number."""
    told = (
        Introduction.objects.exclude(outcomes=None)
        .order_by()
        .values("proposal__seed_id")
        .annotate(
            good=Count("pk", filter=Q(outcomes__kind__in=GOOD_OUTCOMES), distinct=True),
            all=Count("pk", distinct=True),
        )
    )
    return Standing(
        today=timezone.localdate(),
        taken={str(row["seed"]): row["number"] for row in capacity.taken()},
        proven={str(row["proposal__seed_id"]): row["good"] / (row["all"] + DOUBT) for row in told},
    )
