"""What a device that was without network brings back, any number of times."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from events.models import Attendee, Session
from events.selectors.attendees import RELATED

from ..enums import Source, Step
from ..selectors import people
from . import attendance

BATCH = 100
"""A device brings at most this many reports at a time."""


@dataclass(frozen=True, kw_only=True)
class Brought:
    """One report of a device; ``code`` is what the camera read, ``person`` what was picked."""

    key: uuid.UUID
    step: Step
    source: Source
    at: datetime
    code: str = ""
    person: int | None = None


@dataclass(frozen=True, kw_only=True)
class Batch:
    """Reports of one device, with what its clock said when it sent them."""

    device: str
    sent_at: datetime
    reports: Sequence[Brought]


def receive(
    *, session: Session, batch: Batch, actor: Any, now: datetime | None = None
) -> list[attendance.Answer]:
    """Keep all reports of ``batch``, each in a transaction of its own, in their order.

    Times are set right by how far the device's clock is off.
    """
    now = now or timezone.now()
    skew = now - batch.sent_at
    if abs(skew) < timedelta(seconds=2):
        skew = timedelta()
    found = _people(session, batch)
    answers = []
    for brought in batch.reports:
        report = attendance.Report(
            key=brought.key,
            session=session,
            attendee=found.get(brought.person or brought.code),
            step=brought.step,
            source=brought.source,
            at=brought.at + skew,
            client_at=brought.at,
            device=batch.device,
        )
        answers.append(attendance.record(report=report, actor=actor, now=now))
    return answers


def _people(session: Session, batch: Batch) -> dict[int | str, Attendee]:
    """The people of ``batch`` by number or by what the camera read, in two queries."""
    codes: dict[str, str] = {}
    for brought in batch.reports:
        if match := people.CODE.fullmatch(brought.code.strip()):
            codes[match[1]] = brought.code
    numbers = {brought.person for brought in batch.reports if brought.person}
    named = Attendee.objects.select_related(*RELATED)
    found: dict[int | str, Attendee] = {}
    for person in named.filter(ticket_code__in=codes).order_by("pk"):
        found[codes[person.ticket_code]] = person
    for person in named.filter(pk__in=numbers, registration__session=session).order_by("pk"):
        found[person.pk] = person
    return found
