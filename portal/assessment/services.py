"""Keeping results and taking them away."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from portal.accounts.models import Organization
from portal.accounts.permissions import is_member

from . import permissions
from .models import Result
from .scoring import Score

MOST_KEPT = 60
"""Five years of months; the oldest makes room."""


@transaction.atomic
def keep(*, organization: Organization, score: Score, user: Any) -> Result:
    """Keep ``score`` for ``organization``.

    Raises:
        PermissionDenied: ``user`` does not belong to it.
    """
    if not is_member(user, organization):
        raise PermissionDenied
    kept = Result.objects.create(
        organization=organization,
        version=score.asked.version,
        answers={one.code: str(score.answer(one)) for one in score.asked.questions},
        points=score.points,
        taken_by=user,
    )
    mine = Result.objects.filter(organization=organization)
    surplus = list(mine.values_list("pk", flat=True)[MOST_KEPT:])
    mine.filter(pk__in=surplus).delete()
    return kept


def remove(*, result: Result, user: Any) -> None:
    """Take a kept result away.

    Raises:
        PermissionDenied: ``user`` neither took the check nor leads the organization.
    """
    if not permissions.may_remove(user, result):
        raise PermissionDenied
    result.delete()
