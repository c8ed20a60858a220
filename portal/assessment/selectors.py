"""Reading kept results: a person sees those of their own organizations and no others."""

from typing import Any

from django.db.models import QuerySet

from .models import Result


def results_of(user: Any) -> QuerySet[Result]:
    """The results of all organizations of ``user``, the newest first."""
    return (
        Result.objects.filter(organization__memberships__user_id=user.pk)
        .select_related("organization", "taken_by")
        .distinct()
    )
