"""Real cases to look at a letter with, before it goes to anybody."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from portal.delivery.letters import Example

from . import permissions
from .models import Event, Registration
from .services import posting

PERSONAL = ("invitation", "withdrawn")
"""Letters that attendees get who are not the applicant."""
RELATED = ("session__event", "session__prefecture", "participation_type", "applied_type")


def finder(letter: str) -> Callable[[Any, str], Example | None]:
    """From a user and some words (receipt number, company) to the newest fitting case.

    The links of an example lead to the public page: a test mail may be passed on.
    """

    def find(user: Any, words: str) -> Example | None:
        events = Event.objects.filter(permissions.events_with_duty(user))
        found = Registration.objects.filter(session__event__in=events).exclude(
            applicant_key__startswith="erased:"
        )
        for word in words.split():
            found = found.filter(reference__iexact=word) | found.filter(
                company_name__icontains=word
            )
        registration = found.select_related(*RELATED).order_by("-id").first()
        return None if registration is None else _example(registration, letter)

    return find


def _example(registration: Registration, letter: str) -> Example:
    if registration.offer_expires_at is None:
        registration.offer_expires_at = timezone.now() + timedelta(days=2)
    attendee = registration.attendees.first() if letter in PERSONAL else None
    context = posting.context(registration, attendee=attendee)
    page = posting.page(registration)
    context |= {"url": page, "personal_url": page, "accept_url": page, "decline_url": page}
    return Example(str(registration), context)
