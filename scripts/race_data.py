"""Data of the race: fills an empty database, lets the import door in, and counts afterwards.

Runs in processes of its own: ``fill``, ``import`` and ``count``, each with one JSON argument.
"""

import importlib
import json
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import django
from django.conf import settings

django.setup()

from allauth.mfa.totp.internal import auth as totp  # noqa: E402  needs the applications
from django.contrib.auth import (  # noqa: E402
    BACKEND_SESSION_KEY,
    HASH_SESSION_KEY,
    SESSION_KEY,
)
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.db import transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from events.enums import (  # noqa: E402
    Allocation,
    AttendanceMode,
    EventKind,
    SessionFormat,
    SessionState,
)
from events.models import Event, ParticipationType, Registration, Session  # noqa: E402
from events.selectors.invariants import breaches  # noqa: E402
from events.services import decisions, import_plan, importing, registration  # noqa: E402
from events.services.application import Company, Contact, Person  # noqa: E402
from portal.accounts.enums import MembershipRole  # noqa: E402
from portal.accounts.models import Membership, Organization, User  # noqa: E402
from portal.privacy.models import AuditEntry  # noqa: E402


@transaction.atomic
def fill(
    *, clients: int, places: int, leavers: int = 0, clerks: int = 0, **_more: int
) -> dict[str, Any]:
    """One session with ``places`` places, and ``clients`` companies that are logged in.

    ``leavers`` have a place already and can cancel; ``clerks`` are people of the office who
    each look at a company that was turned down and may have a place after all.
    """
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
        allocation=Allocation.SELECTION,
    )
    desks = [desk(kind, number) for number in range(clerks)]
    ParticipationType.objects.filter(pk=kind.pk).update(allocation=Allocation.FIRST_COME)
    kind.refresh_from_db()
    return {
        "type": kind.pk,
        "cookies": [cookie(member(number)) for number in range(clients)],
        "leavers": [seated(kind, number) for number in range(leavers)],
        "desks": desks,
    }


def member(number: int, name: str = "race") -> User:
    """A company with one member."""
    organization = Organization.objects.create(
        name=f"競走{number}株式会社",
        sector_id="manufacturing",
        size="6-20",
        postal_code="8000000",
        prefecture_id="fukuoka",
        city="北九州市",
    )
    user = User(email=f"{name}{number}@example.jp")
    user.set_unusable_password()
    user.save()
    Membership.objects.create(user=user, organization=organization, role=MembershipRole.OWNER)
    return user


def cookie(user: User, **more: Any) -> str:
    """The cookie of a session in which ``user`` has logged in."""
    store = SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.update(more)
    store.create()
    return str(store.session_key)


def people(address: str) -> list[Person]:
    """Two people of one company."""
    person = {
        "family_name": "競走",
        "given_name": "花子",
        "family_name_kana": "キョウソウ",
        "given_name_kana": "ハナコ",
    }
    return [Person(**person, email=address), Person(**person)]


def apply(kind: ParticipationType, address: str, **fields: Any) -> Registration:
    """Register one company with two people."""
    return registration.register(
        session=kind.session,
        participation_type=kind,
        attendees=people(address),
        contact=Contact(name="競走 花子", email=address),
        consented=True,
        **fields,
    )


def seated(kind: ParticipationType, number: int) -> dict[str, str]:
    """A company that has a place: its registration and its cookie."""
    user = member(number, "leaver")
    done = apply(kind, user.email, user=user, organization=user.memberships.get().organization)
    return {"reference": done.reference, "cookie": cookie(user)}


def desk(kind: ParticipationType, number: int) -> dict[str, Any]:
    """Somebody of the office, signed in with a second factor, and a company turned down."""
    address = f"turned-down{number}@example.jp"
    name = Company(name=f"見送{number}株式会社", sector="common", prefecture="fukuoka")
    done = decisions.reject(registration=apply(kind, address, company=name))
    user = User.objects.create_superuser(f"clerk{number}@example.jp")
    totp.TOTP.activate(user, totp.generate_totp_secret())
    proof = [{"method": "mfa", "at": time.time(), "type": "totp"}]
    signed_in = cookie(
        user,
        account_authentication_methods=proof,
        account_authentication_methods_user=str(user.pk),
    )
    return {"pk": done.pk, "reference": done.reference, "cookie": signed_in}


def take_in(*, first: int, companies: int, guard: str = "") -> list[dict[str, str]]:
    """The import door: says that it is ready, waits for a line, registers company by company."""
    if guard:
        importlib.import_module(guard)
    kind = ParticipationType.objects.select_related("session").get()
    print("ready", flush=True)
    sys.stdin.readline()
    told = []
    for number in range(first, first + companies):
        name = Company(name=f"取込{number}株式会社", sector="medical", prefecture="saga")
        address = f"import{number}@example.jp"
        entry = import_plan.Entry(
            row=2,
            type_id=kind.pk,
            company=name,
            contact=Contact(name="競走 花子", email=address),
            people=tuple(people(address)),
        )
        try:
            importing.run(
                session=kind.session, entries=[entry], actor=None, when_full=import_plan.WAIT
            )
        except importing.ImportRefused:
            told.append({"state": "refused", "reference": ""})
        else:
            done = Registration.objects.get(contact_email=address)
            told.append({"state": str(done.state), "reference": done.reference})
    return told


def count() -> dict[str, Any]:
    """What the database holds, and what the nightly check says of it."""
    states = dict(Registration.objects.order_by().values_list("reference", "state"))
    held = list(states.values())
    actions = AuditEntry.objects.values_list("action", flat=True)
    return {
        "taken": ParticipationType.objects.get().taken,
        "confirmed": held.count("confirmed"),
        "waitlisted": held.count("waitlisted"),
        "offered": held.count("offered"),
        "promoted": sum(
            name in ("registration.promoted", "registration.offered") for name in actions
        ),
        "states": states,
        "breaches": [str(breach) for breach in breaches(timezone.now())],
    }


STEPS: dict[str, Callable[..., Any]] = {"fill": fill, "import": take_in, "count": count}

if __name__ == "__main__":
    given = json.loads(sys.argv[2]) if len(sys.argv) > 2 else {}
    print(json.dumps(STEPS[sys.argv[1]](**given)))
