"""Reading requests to hold an exercise."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Count, Min, QuerySet
from django.utils.formats import date_format
from django.utils.translation import get_language

from portal.accounts.enums import Role
from portal.privacy.models import AuditEntry

from .enums import OPEN_STATES
from .models import ExerciseRequest


def by_link(*, reference: str, version: int) -> ExerciseRequest | None:
    """The request if its links of this version are still good."""
    return (
        ExerciseRequest.objects.select_related("prefecture", "sector")
        .filter(reference=reference, link_version=version)
        .first()
    )


def month_words(months: Iterable[str]) -> list[str]:
    """``2027-02`` as 2027年2月 / February 2027."""
    english = (get_language() or "ja").startswith("en")
    found = []
    for month in months:
        day = date.fromisoformat(f"{month}-01")
        found.append(
            date_format(day, "F Y", use_l10n=False) if english else f"{day.year}年{day.month}月"
        )
    return found


def counts() -> dict[str, int]:
    """How many requests stand in each state."""
    rows = ExerciseRequest.objects.order_by().values_list("state").annotate(Count("pk"))
    return dict(rows)


def waiting() -> dict[str, Any]:
    """How many requests wait for the office, and since when the oldest does."""
    return ExerciseRequest.objects.filter(state__in=OPEN_STATES).aggregate(
        count=Count("pk"), oldest=Min("state_since")
    )


def staff() -> QuerySet[Any]:
    """Who can look after a request."""
    return (
        get_user_model()
        .objects.filter(is_active=True, groups__name__in=[Role.EVENT_MANAGER, Role.ADMINISTRATOR])
        .distinct()
        .order_by("family_name", "given_name", "pk")
    )


def history(request: ExerciseRequest) -> list[AuditEntry]:
    """What happened to ``request``, the latest first."""
    return list(
        AuditEntry.objects.filter(target=f"exercise_request:{request.reference}").select_related(
            "actor"
        )
    )
