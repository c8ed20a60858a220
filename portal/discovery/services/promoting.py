"""Results on top: kept by staff, named to search without a query of its own."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from portal.discovery.models import Promotion
from portal.privacy import services as privacy
from search import analysis, promotions, query

KEY = "discovery-promotions"
KEPT_SECONDS = 300


@transaction.atomic
def save(*, promotion: Promotion, actor: Any) -> Promotion:
    """Keep ``promotion``; it works at once."""
    is_new = promotion.pk is None
    if is_new:
        promotion.created_by = actor
    promotion.save()
    _record("promotion.added" if is_new else "promotion.changed", promotion, actor)
    transaction.on_commit(forget)
    return promotion


@transaction.atomic
def remove(*, promotion: Promotion, actor: Any) -> None:
    """Take it away at once."""
    _record("promotion.removed", promotion, actor)
    promotion.delete()
    transaction.on_commit(forget)


def forget() -> None:
    """Read the promotions anew, in every process."""
    cache.delete(KEY)


def named(
    text: str, language: str | None, scopes: frozenset[str]
) -> Iterable[promotions.Promotion]:
    """What stands on top for ``text``; search checks who may see it."""
    asked = frozenset(analysis.norms(query.parse(text).text))
    if not asked:
        return []
    return [
        promotions.Promotion(one["source"], one["document"], one["note"])
        for one in _in_force(timezone.localdate())
        if language in (None, one["language"])
        and any(_fits(words, asked, one["allows_more"]) for words in one["words"])
    ]


def _fits(words: frozenset[str], asked: frozenset[str], allows_more: bool) -> bool:
    return words <= asked if allows_more else words == asked


def _in_force(day: date) -> list[dict[str, Any]]:
    """Promotions of ``day`` as every process shares them."""
    kept = cache.get(KEY)
    if kept is None or kept[0] != day:
        kept = (day, [_plain(one) for one in Promotion.objects.in_force(day)])
        cache.set(KEY, kept, KEPT_SECONDS)
    found: list[dict[str, Any]] = kept[1]
    return found


def _plain(promotion: Promotion) -> dict[str, Any]:
    lines = promotion.words.splitlines()
    words = [frozenset(analysis.norms(query.parse(line).text)) for line in lines]
    return {
        "language": promotion.language,
        "words": [norms for norms in words if norms],
        "allows_more": promotion.allows_more,
        "source": promotion.source,
        "document": promotion.document,
        "note": promotion.note,
    }


def _record(action: str, promotion: Promotion, actor: Any) -> None:
    privacy.record(
        action=action,
        target=f"promotion:{promotion.pk}",
        actor=actor,
        detail={"document": f"{promotion.source}:{promotion.document}"},
    )
