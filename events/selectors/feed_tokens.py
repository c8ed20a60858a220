"""Reading private calendar addresses, and what stands in such a calendar."""

from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from ..enums import ACTIVE_STATES
from ..models import FeedToken, Registration

STAYS = timedelta(days=90)


def feeds_of(user: Any) -> list[FeedToken]:
    """The addresses of ``user`` that are in use, newest first."""
    return list(FeedToken.objects.filter(user=user, revoked_at__isnull=True).order_by("-id"))


def by_secret(secret: str) -> FeedToken | None:
    """The address in use that ``secret`` opens; an account that is closed has none."""
    return (
        FeedToken.objects.select_related("user")
        .filter(digest=FeedToken.digest_of(secret), revoked_at__isnull=True, user__is_active=True)
        .first()
    )


def registrations_in(token: FeedToken) -> list[Registration]:
    """What its owner applied for, or is named in as attendee, one for each session."""
    user = token.user
    mine = Q(applicant=user) | Q(attendees__email__iexact=user.email)
    found = (
        Registration.objects.filter(mine, state__in=ACTIVE_STATES)
        .filter(session__ends_at__gte=timezone.now() - STAYS)
        .exclude(session__state="draft")
        .select_related("session__event", "session__prefecture")
        .distinct()
        .order_by("session__starts_at", "pk")
    )
    by_session: dict[int, Registration] = {}
    for registration in found:
        kept = by_session.get(registration.session_id)
        if kept is None or (registration.is_confirmed and not kept.is_confirmed):
            by_session[registration.session_id] = registration
    return list(by_session.values())
