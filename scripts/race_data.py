"""Data of the race: fills an empty database, and counts what it holds afterwards."""

import json
import sys
from datetime import timedelta
from typing import Any

import django
from django.conf import settings

django.setup()

from django.contrib.auth import (  # noqa: E402  needs the applications
    BACKEND_SESSION_KEY,
    HASH_SESSION_KEY,
    SESSION_KEY,
)
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.db import transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from events.enums import AttendanceMode, EventKind, SessionFormat, SessionState  # noqa: E402
from events.models import Event, ParticipationType, Registration, Session  # noqa: E402
from portal.accounts.enums import MembershipRole  # noqa: E402
from portal.accounts.models import Membership, Organization, User  # noqa: E402


@transaction.atomic
def fill(clients: int, places: int) -> dict[str, Any]:
    """One session with ``places`` places, and ``clients`` companies that are logged in."""
    start = timezone.now() + timedelta(days=30)
    event = Event.objects.create(
        code="race", title_ja="競走", kind=EventKind.EXERCISE, contact_email="office@example.jp"
    )
    session = Session.objects.create(
        event=event,
        starts_at=start,
        ends_at=start + timedelta(hours=4),
        format=SessionFormat.ONSITE,
        venue_ja="会場",
        opens_at=timezone.now() - timedelta(days=1),
        state=SessionState.ANNOUNCED,
    )
    kind = ParticipationType.objects.create(
        session=session,
        code="team",
        label_ja="会場参加",
        mode=AttendanceMode.ONSITE,
        capacity=places,
    )
    return {"type": kind.pk, "cookies": [company(number) for number in range(clients)]}


def company(number: int) -> str:
    """A company with one member who has logged in; the session cookie."""
    organization = Organization.objects.create(
        name=f"競走{number}株式会社",
        sector_id="manufacturing",
        size="6-20",
        postal_code="8000000",
        prefecture_id="fukuoka",
        city="北九州市",
    )
    user = User(email=f"race{number}@example.jp")
    user.set_unusable_password()
    user.save()
    Membership.objects.create(user=user, organization=organization, role=MembershipRole.OWNER)
    store = SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.create()
    return str(store.session_key)


def count() -> dict[str, int]:
    """What the database holds."""
    states = list(Registration.objects.values_list("state", flat=True))
    return {
        "taken": ParticipationType.objects.get().taken,
        "confirmed": states.count("confirmed"),
        "waitlisted": states.count("waitlisted"),
    }


if __name__ == "__main__":
    answer = fill(int(sys.argv[2]), int(sys.argv[3])) if sys.argv[1] == "fill" else count()
    print(json.dumps(answer))
