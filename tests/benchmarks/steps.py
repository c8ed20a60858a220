"""Steps of the benchmarks inside the portal, each in a process of its own.

    python tests/benchmarks/steps.py tickets '{"number": 500, "processes": 2}'

Prints one line of JSON.
"""

import base64
import json
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from multiprocessing import get_context
from typing import Any

import django

django.setup()

from django.db import connection  # noqa: E402  needs the applications
from django.utils import timezone  # noqa: E402
from django.utils.module_loading import import_string  # noqa: E402

from events.models import (  # noqa: E402
    Attendee,
    Event,
    EventPage,
    ParticipationType,
    Registration,
    Session,
)
from events.references import new_reference  # noqa: E402
from events.selectors.invariants import breaches  # noqa: E402
from events.services import reminders, tickets  # noqa: E402
from portal.delivery import sending  # noqa: E402
from portal.delivery.models import Mail  # noqa: E402
from portal.privacy.models import AuditEntry, Consent  # noqa: E402
from scripts.race_data import cookie, fill, member  # noqa: E402

PER_TYPE, BATCH = 100, 5000


def page() -> dict[str, str]:
    """The path of a published event page, and the cookie of somebody who is logged in."""
    found = EventPage.objects.live().filter(locale__language_code="ja").order_by("pk")[0]
    return {"path": found.url, "cookie": cookie(member(0))}


def companies(number: int) -> list[Registration]:
    """``number`` confirmed companies with one person each, for a session in five days."""
    fill(clients=0, places=number)
    kind = ParticipationType.objects.select_related("session").get()
    start = timezone.now() + timedelta(days=5)
    Session.objects.update(starts_at=start, ends_at=start + timedelta(hours=4))
    made = Registration.objects.bulk_create(company_of(kind, index) for index in range(number))
    Attendee.objects.bulk_create(person_of(one) for one in made)
    ParticipationType.objects.update(taken=number)
    return made


def company_of(kind: ParticipationType, number: int) -> Registration:
    """A confirmed company that is not kept yet."""
    return Registration(
        reference=new_reference(),
        session=kind.session,
        participation_type=kind,
        applicant_key=f"mail:bench{number}@example.jp",
        company_name=f"計測{number}株式会社",
        sector_id="manufacturing",
        prefecture_id="fukuoka",
        contact_name="計測 花子",
        contact_email=f"bench{number}@example.jp",
        state="confirmed",
        confirmed_at=timezone.now() - timedelta(days=30),
    )


def person_of(registration: Registration) -> Attendee:
    """Its one person, not kept yet."""
    return Attendee(
        registration=registration,
        family_name="髙﨑",
        given_name="花子",
        family_name_kana="タカサキ",
        given_name_kana="ハナコ",
        email=registration.contact_email,
    )


def drawn(make: Callable[[int], bytes], number: int, processes: int) -> dict[str, Any]:
    """``make`` called for 0, 1, … in so many processes: seconds in all, and of each."""
    makers["made"] = make
    make(0)
    connection.close()
    times: list[float] = []
    sizes: list[int] = []
    began = time.perf_counter()
    with get_context("fork").Pool(processes) as pool:
        for size, seconds in pool.imap_unordered(timed, range(number)):
            times.append(seconds)
            sizes.append(size)
    return {"seconds": time.perf_counter() - began, "times": times, "bytes": max(sizes)}


makers: dict[str, Callable[[int], bytes]] = {}


def timed(number: int) -> tuple[int, float]:
    """Size and seconds of one; the forked process has the maker from its parent."""
    began = time.perf_counter()
    paper = makers["made"](number)
    if not paper.startswith(b"%PDF-"):
        raise SystemExit("not a PDF")
    return len(paper), time.perf_counter() - began


def tickets_drawn(*, number: int, processes: int) -> dict[str, Any]:
    """One ticket for each company."""
    made = companies(number)

    def ticket(index: int) -> bytes:
        one = made[index]
        return tickets.pdf(registration=one, attendees=list(one.attendees.all()))

    return drawn(ticket, number, processes)


def certificates_drawn(*, number: int, processes: int) -> dict[str, Any]:
    """One certificate for each company."""
    rule = import_string("events.certificates.models.CertificateRule")
    issue = import_string("events.certificates.services.issuing.issue")
    pdf = import_string("events.certificates.services.certificates.pdf")
    people = [one.attendees.get() for one in companies(number)]
    rule.objects.create(session=Session.objects.get(), issuer_ja="デジタル経済室")
    given = [issue(attendee=one, reason="benchmark", regardless=True) for one in people]
    return drawn(lambda index: pdf(given[index]), number, processes)


def remind(*, number: int) -> dict[str, Any]:
    """Queue the reminders that are due; how many, and seconds."""
    made = companies(number)
    # The worker's nightly check asks for an audit entry, and for receipts of those from the web.
    Registration.objects.update(door="staff")
    AuditEntry.objects.bulk_create(
        AuditEntry(action="registration.created", target=f"registration:{one.reference}")
        for one in made
    )
    began = time.perf_counter()
    told = reminders.send_due()
    return {"told": told, "mails": Mail.objects.count(), "seconds": time.perf_counter() - began}


def letters(*, number: int) -> list[list[str]]:
    """The finished letters of the first mails, for a plain loop: recipient, message (base64)."""
    found = []
    for mail in Mail.objects.order_by("pk")[:number]:
        finished = sending.compose(mail).message().as_bytes(linesep="\r\n")
        found.append([mail.recipient, base64.b64encode(finished).decode()])
    return found


def check(*, number: int) -> dict[str, Any]:
    """Look for breaches among ``number`` registrations with all that belongs to them."""
    for start in range(0, number, BATCH):
        a_year(range(start, min(start + BATCH, number)))
    began, used = time.perf_counter(), time.process_time()
    found = breaches(timezone.now())
    return {
        "seconds": round(time.perf_counter() - began, 2),
        "cpu_s": round(time.process_time() - used, 2),
        "breaches": len(found),
    }


def a_year(numbers: range) -> None:
    """Registrations with those numbers, each with person, consent, audit entry and receipt."""
    kinds = [fill_type(number) for number in numbers if number % PER_TYPE == 0]
    if len(kinds) * PER_TYPE < len(numbers):
        raise SystemExit("a batch begins with a type")
    made = Registration.objects.bulk_create(
        company_of(kinds[index // PER_TYPE], number) for index, number in enumerate(numbers)
    )
    targets = [f"registration:{one.reference}" for one in made]
    Attendee.objects.bulk_create(person_of(one) for one in made)
    Consent.objects.bulk_create(
        Consent(purpose="event_registration", notice_version="1", subject=target)
        for target in targets
    )
    AuditEntry.objects.bulk_create(
        AuditEntry(action="registration.created", target=target) for target in targets
    )
    Mail.objects.bulk_create(
        Mail(key=f"{target}:receipt", recipient="a@example.jp", sent_at=timezone.now())
        for target in targets
    )


def fill_type(number: int) -> ParticipationType:
    """One session to come with one full type."""
    start = timezone.now() + timedelta(days=1 + number // PER_TYPE % 300)
    event = Event.objects.create(code=f"bench-{number}", title_ja="計測", kind="seminar")
    session = Session.objects.create(
        event=event, starts_at=start, ends_at=start + timedelta(hours=2), format="online"
    )
    return ParticipationType.objects.create(
        session=session,
        code="all",
        label_ja="全員",
        mode="online",
        capacity=PER_TYPE,
        taken=PER_TYPE,
    )


STEPS: dict[str, Callable[..., Any]] = {
    "page": page,
    "tickets": tickets_drawn,
    "certificates": certificates_drawn,
    "remind": remind,
    "letters": letters,
    "check": check,
}

if __name__ == "__main__":
    given = json.loads(sys.argv[2]) if len(sys.argv) > 2 else {}
    print(json.dumps(STEPS[sys.argv[1]](**given)))
