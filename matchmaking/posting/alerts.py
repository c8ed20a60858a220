"""Two-way alerts: which need and which seed fit is worked out behind the outbox.

A new seed is compared with the open needs, a hundred in one message, each message putting
the next: however many there are, memory and time of one stay the same. A new need is ranked
as on its page. Who is told, and when, is decided in ``digests``.
"""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import transaction

from portal.accounts.models import Membership, User
from portal.delivery import outbox

from .. import conflicts, matching, notices, permissions, ranking, today
from ..enums import Side, Visibility
from ..models import AlertPair, Need, Proposal, Seed
from . import availability, choices
from .enums import AlertRhythm

TOPIC = "matchmaking.alerts"
CHUNK = 100


def look(thing: Need | Seed) -> None:
    """Have what fits ``thing``, just published, looked for after this transaction."""
    _put(thing._meta.model_name or "", thing.pk, str(thing.published_at), 0)


def _put(kind: str, pk: int, published: str, after: int) -> None:
    outbox.put(
        topic=TOPIC,
        key=f"{TOPIC}:{kind}:{pk}:{published}:{after}",
        payload={"kind": kind, "pk": pk, "published": published, "after": after},
    )


def carry_out(payload: dict[str, Any]) -> None:
    """The consumer of the outbox: may run twice, keeps each pair once."""
    if payload["kind"] == "need":
        need = Need.objects.open().with_terms().filter(pk=payload["pk"]).first()
        if need is not None:
            _keep(of_need(need))
        return
    seed = Seed.objects.open().with_terms().filter(pk=payload["pk"]).first()
    if seed is None or seed.capacity_per_month == 0:
        return
    needs = _needs_for(seed, after=payload["after"])
    with transaction.atomic():
        _keep(of_seed(seed, needs))
        if len(needs) == CHUNK:
            _put("seed", seed.pk, payload["published"], needs[-1].pk)


def of_need(need: Need) -> Iterable[AlertPair]:
    """Providers to be told of ``need``: the best seeds above the threshold."""
    if need.visibility == Visibility.COORDINATOR:
        return
    # Set aside, proposed or introduced: those know of each other, or shall not.
    known = Proposal.objects.filter(need=need).order_by("pk").values_list("seed_id", flat=True)
    rivals = conflicts.providers(need.organization_id)
    avoided = Seed.objects.filter(organization__in=rivals).order_by("pk")
    without = {*known, *avoided.values_list("pk", flat=True), *availability.full()}
    prepared = ranking.prepare_need(matching.need_profile(need))
    ranked = today.order().best(
        prepared,
        limit=settings.MATCHMAKING_ALERTS_PER_NEED,
        without={str(pk) for pk in without},
    )
    scores = {int(entry.seed.seed.key): entry.score for entry in ranked if _worth(entry.score)}
    for seed in Seed.objects.filter(pk__in=scores).with_terms().order_by("pk"):
        person = notices.speaker(seed.organization, seed.created_by)
        if _wants(person, need.organization_id) and permissions.can_read_need(person, need):
            yield _pair(need, seed, person, Side.PROVIDER, scores[seed.pk])


def _needs_for(seed: Seed, *, after: int) -> list[Need]:
    """The next open needs that may be told of ``seed``."""
    found = (
        Need.objects.open()
        .filter(pk__gt=after)
        .exclude(organization=seed.organization_id)
        .exclude(organization__in=conflicts.companies(seed.organization_id))
        .exclude(proposals__seed=seed)
    )
    return list(
        found.with_terms().select_related("organization", "created_by").order_by("pk")[:CHUNK]
    )


def of_seed(seed: Seed, needs: Iterable[Need]) -> Iterable[AlertPair]:
    """Owners among ``needs`` to be told of ``seed``."""
    order, offered = today.order(), [matching.prepared(seed)]
    for need in needs:
        prepared = ranking.prepare_need(matching.need_profile(need))
        ranked = order.among(prepared, offered)
        if not ranked or not _worth(ranked[0].score):
            continue
        person = notices.speaker(need.organization, need.created_by)
        if _wants(person, seed.organization_id):
            yield _pair(need, seed, person, Side.COMPANY, ranked[0].score)


def _worth(score: float) -> bool:
    return score >= settings.MATCHMAKING_ALERT_SCORE


def _wants(person: User | None, other_side: int) -> bool:
    """Whether there is somebody who wants to hear and does not stand on the other side too."""
    return (
        person is not None
        and choices.rhythm_of(person) != AlertRhythm.OFF
        and not Membership.objects.filter(user=person, organization=other_side).exists()
    )


def _pair(need: Need, seed: Seed, person: Any, side: Side, score: float) -> AlertPair:
    return AlertPair(need=need, seed=seed, user=person, side=side, score=score)


def _keep(pairs: Iterable[AlertPair]) -> None:
    AlertPair.objects.bulk_create(pairs, ignore_conflicts=True)
