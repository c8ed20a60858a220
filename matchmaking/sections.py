"""What this room adds to the pages of ``portal.content``."""

from collections.abc import Mapping
from typing import Any

from django.core.cache import cache
from django.db.models import Count, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from portal.taxonomy.models import Sector

from .models import Need
from .selectors import open_seeds

# Numbers, not names: a few minutes late is good enough.
KEEP_SECONDS = 300


def numbers(context: Mapping[str, Any]) -> SafeString:
    """How many needs and seeds are open for the sector of a community page."""
    sector = getattr(context.get("page"), "sector_id", None)
    if not sector:
        return SafeString("")
    found = cache.get_or_set(
        f"matchmaking:numbers:{sector}", lambda: count(sector=sector), KEEP_SECONDS
    )
    if not found or not any(found.values()):
        return SafeString("")
    return render_to_string("portal/content/parts/community_numbers.html", {"numbers": found})


def count(*, sector: str) -> dict[str, int]:
    """Open needs of ``sector`` that members may read, and open seeds that fit it: one query."""
    needs = Need.objects.open().readable_with(frozenset({"members"})).filter(sector_id=sector)
    seeds = open_seeds(sector=sector)
    found = Sector.objects.filter(pk=sector).values_list(_number_of(needs), _number_of(seeds))
    numbers = found.first() or (0, 0)
    return dict(zip(("needs", "seeds"), numbers, strict=True))


def _number_of(rows: QuerySet[Any]) -> Coalesce:
    """How many different rows, as an expression."""
    grouped = rows.order_by().annotate(together=Value(1)).values("together")
    number = grouped.annotate(number=Count("pk", distinct=True)).values("number")
    return Coalesce(Subquery(number), 0)
