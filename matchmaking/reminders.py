"""Gentle reminders: what runs out soon, and what came of an introduction."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from portal.delivery import mail

from . import addresses, notices
from .enums import IntroductionState, NeedState, SeedState
from .models import Introduction, Need, Seed
from .posting import renewal

BEFORE_EXPIRY = timedelta(days=14)
ASK_AFTER_DAYS = (30, 60, 90)


def send_due() -> int:
    """Queue the reminders of today, each once; how many were looked at."""
    return remind_of_expiry() + ask_for_outcomes()


def remind_of_expiry() -> int:
    """Tell writers whose need or seed runs out within two weeks."""
    today = timezone.localdate()
    soon = {"expires_on__gte": today, "expires_on__lte": today + BEFORE_EXPIRY}
    needs = Need.objects.filter(state=NeedState.PUBLISHED, created_by__isnull=False, **soon)
    seeds = Seed.objects.filter(state=SeedState.PUBLISHED, created_by__isnull=False, **soon)
    found: list[Need | Seed] = [
        *needs.select_related("created_by").order_by("pk"),
        *seeds.select_related("created_by").order_by("pk"),
    ]
    for thing in found:
        person = thing.created_by
        if person is None or not person.is_active:
            continue
        with transaction.atomic():
            mail.queue(
                key=f"expiring:{thing._meta.model_name}:{thing.pk}:{thing.expires_on}",
                to=person.email,
                template="matchmaking_expiring",
                context={
                    "thing": thing,
                    "person": person,
                    "organization": None,
                    "url": addresses.absolute(thing),
                    "renew_url": renewal.address(thing, language=person.language),
                },
                language=person.language,
            )
    return len(found)


def ask_for_outcomes() -> int:
    """Ask both sides what came of it, 30, 60 and 90 days after they met."""
    open_ones = Introduction.objects.filter(
        state=IntroductionState.DISCLOSED, disclosed_at__isnull=False
    ).with_sides()
    asked = 0
    for introduction in open_ones.order_by("pk"):
        if introduction.disclosed_at is None:
            continue
        days = (timezone.now() - introduction.disclosed_at).days
        due = [limit for limit in ASK_AFTER_DAYS if days >= limit]
        if due:
            with transaction.atomic():
                notices.ask_for_outcome(introduction, due[-1])
            asked += 1
    return asked
