"""Chains over the tables of the room."""

from datetime import date, timedelta
from typing import Any, Self

from django.db import models
from django.db.models import F, Max, Q, Sum
from django.utils import timezone

# A query that fewer than this asked is nobody's business.
MIN_ASKED = 3


class PromotionQuerySet(models.QuerySet[Any]):
    """Promotions by day."""

    def in_force(self, day: date) -> Self:
        """Those whose period holds ``day``."""
        return self.filter(
            Q(starts_on__isnull=True) | Q(starts_on__lte=day),
            Q(ends_on__isnull=True) | Q(ends_on__gte=day),
        )


class AskedQuerySet(models.QuerySet[Any]):
    """Queries by day."""

    def last_days(self, days: int) -> Self:
        """Of today and the days before."""
        return self.filter(day__gt=timezone.localdate() - timedelta(days=days))

    def summed(self) -> models.QuerySet[Any]:
        """One row a query and language; what too few asked is left out."""
        return (
            self.order_by()
            .values("text", "language")
            .annotate(
                n=Sum("asked"),
                people=Sum("askers"),
                none=Sum("empty"),
                down=Sum("degraded"),
                clicks=Sum(
                    F("clicks_first") + F("clicks_near") + F("clicks_page") + F("clicks_later")
                ),
                first=Sum("clicks_first"),
                last_day=Max("day"),
            )
            .filter(n__gte=MIN_ASKED)
        )
