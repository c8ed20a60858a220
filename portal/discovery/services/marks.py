"""What staff decide about a query."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from portal.discovery.models import QueryMark
from portal.discovery.services import popular
from portal.privacy import services as privacy


@transaction.atomic
def settle(*, text: str, language: str, actor: Any) -> QueryMark:
    """It is dealt with, until somebody asks again."""
    return _mark(text, language, actor, settled_on=timezone.localdate())


@transaction.atomic
def block(*, text: str, language: str, actor: Any) -> QueryMark:
    """Never offer it to others."""
    privacy.record(action="query.blocked", target=f"query:{language}", actor=actor)
    transaction.on_commit(popular.forget)
    return _mark(text, language, actor, is_blocked=True)


@transaction.atomic
def unblock(*, text: str, language: str, actor: Any) -> QueryMark:
    """It may be offered again."""
    privacy.record(action="query.unblocked", target=f"query:{language}", actor=actor)
    transaction.on_commit(popular.forget)
    return _mark(text, language, actor, is_blocked=False)


def _mark(text: str, language: str, actor: Any, **values: Any) -> QueryMark:
    mark, _new = QueryMark.objects.update_or_create(
        text=text, language=language, defaults={**values, "decided_by": actor}
    )
    return mark
