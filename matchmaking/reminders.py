"""Gentle reminders: what runs out soon, and what came of an introduction."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from portal.delivery import mail

from . import addresses
from .enums import NeedState, SeedState
from .models import Need, Seed
from .outcomes import questions
from .posting import renewal

BEFORE_EXPIRY = timedelta(days=14)


def send_due() -> int:
    """Queue the reminders of today, each once; how many were looked at."""
    return remind_of_expiry() + questions.due()


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
                    "url": addresses.absolute(thing, language=person.language),
                    "renew_url": renewal.address(thing, language=person.language),
                },
                language=person.language,
            )
    return len(found)
