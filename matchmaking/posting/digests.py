"""The mails of alerts: one for all that waits for a person, when their rhythm allows it."""

import logging
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation

from portal.accounts.models import Membership, User
from portal.delivery import mail

from .. import addresses, permissions
from ..enums import NeedState, SeedState, Side
from ..models import AlertChoice, AlertPair, Proposal
from . import availability, choices
from .enums import AlertRhythm

logger = logging.getLogger(__name__)
SHOWN = 10
MOST = 200


def send_due() -> int:
    """Write to whoever is due; how many mails. Person by person, however many wait."""
    waiting = AlertPair.objects.filter(told_at__isnull=True, user__is_active=True)
    now, sent, last = timezone.now(), 0, 0
    while True:
        following = waiting.filter(user__gt=last).order_by("user_id")
        pk = following.values_list("user_id", flat=True).first()
        if pk is None:
            return sent
        last = pk
        try:
            sent += tell(user=User.objects.get(pk=pk), now=now)
        except Exception:
            logger.exception("alerts of user %s failed", pk)


@transaction.atomic
def tell(*, user: User, now: datetime) -> bool:
    """Queue one mail for ``user`` about all that waits and still holds; whether there was any."""
    AlertChoice.objects.get_or_create(
        user=user, defaults={"due_at": choices.next_due(AlertRhythm.DAILY, now)}
    )
    choice = AlertChoice.objects.select_for_update().get(user=user)
    waiting = AlertPair.objects.filter(user=user, told_at__isnull=True)
    if choice.rhythm == AlertRhythm.OFF:
        waiting.delete()
        return False
    if choice.due_at > now:
        return False
    pairs = list(
        AlertPair.objects.filter(pk__in=waiting.order_by("pk").values("pk")[:MOST])
        .select_related(
            "need__sector",
            "need__prefecture",
            "need__organization",
            "need__created_by",
            "seed__organization",
        )
        .order_by("-score", "pk")
    )
    full = availability.full()
    holding = [pair for pair in pairs if _holds(pair, user, full)]
    gone = {pair.pk for pair in pairs} - {pair.pk for pair in holding}
    AlertPair.objects.filter(pk__in=gone).delete()
    if not holding:
        return False
    AlertPair.objects.filter(pk__in=[pair.pk for pair in holding]).update(told_at=now)
    choice.due_at = choices.next_due(choice.rhythm, now)
    choice.save(update_fields=["due_at"])
    _queue(user, holding, now)
    return True


def _holds(pair: AlertPair, user: User, full: set[int]) -> bool:
    """Whether ``pair`` may still be told: both open, nothing between them, nobody has left."""
    need, seed = pair.need, pair.seed
    own = need if pair.side == Side.COMPANY else seed
    return (
        need.state == NeedState.PUBLISHED
        and not need.expired
        and seed.state == SeedState.PUBLISHED
        and not seed.expired
        and seed.capacity_per_month > 0
        and seed.pk not in full
        and permissions.can_read_need(user, need)
        and Membership.objects.filter(user=user, organization=own.organization_id).exists()
        and not Proposal.objects.filter(need=need, seed=seed).exists()
    )


def _line(pair: AlertPair, language: str) -> dict[str, Any]:
    """One match: no name of a company with a trouble, nothing that tells of a person."""
    if pair.side == Side.COMPANY:
        return {
            "title": pair.seed.shown_title,
            "url": addresses.absolute(pair.seed, language=language),
            "about": pair.need.shown_title,
            "facts": [pair.seed.organization.name, pair.seed.get_price_band_display()],
        }
    return {
        "title": pair.need.shown_title,
        "url": addresses.absolute(pair.need, language=language),
        "about": pair.seed.shown_title,
        "facts": [pair.need.sector, pair.need.prefecture, pair.need.get_urgency_display()],
    }


def _queue(user: User, pairs: list[AlertPair], now: datetime) -> None:
    with translation.override(user.language):
        stop_url = settings.BASE_URL + reverse(
            "matchmaking:alerts_stop", args=[choices.token_of(user)]
        )
        lines: dict[str, list[dict[str, Any]]] = {
            side: [] for side in (Side.COMPANY, Side.PROVIDER)
        }
        for pair in pairs[:SHOWN]:
            lines[pair.side].append(_line(pair, user.language))
        context = {
            "person": user,
            "offers": lines[Side.COMPANY],
            "needs": lines[Side.PROVIDER],
            "total": len(pairs),
            "rest": max(0, len(pairs) - SHOWN),
            "url": settings.BASE_URL + reverse("accounts:mypage"),
            "manage_url": settings.BASE_URL + reverse("matchmaking:alerts"),
            "stop_url": stop_url,
        }
    mail.queue(
        key=f"matchmaking-alert:{user.pk}:{now.isoformat()}",
        to=user.email,
        template="matchmaking_alert",
        context=context,
        language=user.language,
        headers={
            "List-Unsubscribe": f"<{stop_url}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
    )
