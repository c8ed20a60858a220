"""Organizations that may not be brought together because one of them named a conflict.

Told of one pair of need and seed, it holds for every need and every offer of the two.
"""

from django.db.models import QuerySet

from .enums import DismissReason
from .models import Proposal


def _named() -> QuerySet[Proposal]:
    return Proposal.objects.filter(dismiss_reason=DismissReason.CONFLICT).order_by("pk")


def pairs() -> frozenset[tuple[int, int]]:
    """All of them, as (company, provider)."""
    return frozenset(_named().values_list("company_id", "provider_id"))


def providers(company: int) -> frozenset[int]:
    """Whom ``company`` may not be introduced to."""
    return frozenset(_named().filter(company_id=company).values_list("provider_id", flat=True))


def companies(provider: int) -> frozenset[int]:
    """Whom ``provider`` may not be introduced to."""
    return frozenset(_named().filter(provider_id=provider).values_list("company_id", flat=True))
