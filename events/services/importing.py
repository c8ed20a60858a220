"""一括取込み: many applications from a table, all of them or none, through ``register``."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal.privacy import services as privacy

from ..enums import Allocation, Door
from ..models import ParticipationType, Registration, Session
from . import registration as registrations
from .application import Company, Contact, Person
from .errors import RegistrationError, WrongNumberOfPeople

ERROR, WAIT, SKIP = "error", "waitlist", "skip"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One application of the table; ``row`` is the line people see in the spreadsheet."""

    row: int
    type_id: int
    company: Company
    contact: Contact
    people: tuple[Person, ...]
    message: str = ""


@dataclass(frozen=True)
class Problem:
    """What is wrong, where."""

    row: int
    column: str
    message: str


@dataclass(frozen=True)
class Outcome:
    """What an import did, or would do."""

    confirmed: int
    waiting: int
    applied: int
    skipped: int


class ImportRefused(Exception):
    """Nothing was imported; ``problems`` says why, row by row."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


def run(
    *,
    session: Session,
    entries: Sequence[Entry],
    actor: Any,
    when_full: str = ERROR,
    when_known: str = ERROR,
    reason: str = "",
    key: str = "",
) -> Outcome:
    """Register all ``entries`` in one transaction.

    Args:
        session: where to.
        entries: checked applications.
        actor: who imports.
        when_full: ``waitlist`` lets the rest wait, ``error`` refuses the whole table.
        when_known: ``skip`` leaves out companies with an active application.
        reason: for the record.
        key: of this very table, for the record.

    Raises:
        ImportRefused: at least one row cannot be registered; nothing was.
    """
    problems: list[Problem] = []
    states: dict[str, int] = {}
    skipped = 0
    with transaction.atomic():
        known = _known(session)
        kinds = {kind.pk: kind for kind in session.participation_types.all()}
        for entry in entries:
            if existing := _existing(known, entry):
                skipped += 1
                if when_known != SKIP:
                    problems.append(_known_problem(entry, existing))
                continue
            try:
                done = _one(session, kinds[entry.type_id], entry, actor, reason, when_full)
            except RegistrationError as error:
                problems.append(Problem(entry.row, "", error.message))
            else:
                states[done.state] = states.get(done.state, 0) + 1
        if problems:
            raise ImportRefused(problems)
        privacy.record(
            action="registrations.imported",
            target=f"session:{session.pk}",
            actor=actor,
            reason=reason,
            detail={"rows": len(entries), "skipped": skipped, "key": key} | states,
        )
    return Outcome(
        confirmed=states.get("confirmed", 0),
        waiting=states.get("waitlisted", 0),
        applied=states.get("applied", 0),
        skipped=skipped,
    )


def preview(
    *,
    session: Session,
    entries: Sequence[Entry],
    when_full: str = ERROR,
    when_known: str = ERROR,
) -> Outcome:
    """What ``run`` would do now; writes nothing, so nobody who registers has to wait.

    Raises:
        ImportRefused: as far as can be told without trying.
    """
    problems: list[Problem] = []
    confirmed = waiting = applied = skipped = 0
    known = _known(session)
    kinds = {kind.pk: kind for kind in session.participation_types.all()}
    left = {pk: kind.places_left for pk, kind in kinds.items()}
    for entry in entries:
        kind = kinds[entry.type_id]
        places = kind.places_for(len(entry.people))
        if existing := _existing(known, entry):
            skipped += 1
            if when_known != SKIP:
                problems.append(_known_problem(entry, existing))
        elif not kind.min_attendees <= len(entry.people) <= kind.max_attendees:
            wrong = WrongNumberOfPeople(minimum=kind.min_attendees, maximum=kind.max_attendees)
            problems.append(Problem(entry.row, "", wrong.message))
        elif kind.allocation != Allocation.FIRST_COME:
            applied += 1
        elif places <= left[kind.pk]:
            left[kind.pk] -= places
            confirmed += 1
        else:
            waiting += 1
            if when_full == ERROR:
                problems.append(Problem(entry.row, "", _full(kind)))
    if problems:
        raise ImportRefused(problems)
    return Outcome(confirmed=confirmed, waiting=waiting, applied=applied, skipped=skipped)


def _full(kind: ParticipationType) -> str:
    return _(
        "「%(type)s」の空きが足りません。定員を増やすか、"
        "「満員のときはキャンセル待ちにする」を選んでください。"
    ) % {"type": kind.label}


def _one(
    session: Session,
    kind: ParticipationType,
    entry: Entry,
    actor: Any,
    reason: str,
    when_full: str,
) -> Registration:
    with transaction.atomic():
        done = registrations.register(
            session=session,
            participation_type=kind,
            company=entry.company,
            contact=entry.contact,
            attendees=entry.people,
            message=entry.message,
            door=Door.IMPORT,
        )
        if done.is_waiting and when_full == ERROR:
            raise RegistrationError(_full(kind))
        privacy.record(
            action="registration.imported",
            target=f"registration:{done.reference}",
            actor=actor,
            reason=reason,
        )
    return done


def _known(session: Session) -> dict[str, str]:
    """References of active applications by corporate number and by address of the contact."""
    found: dict[str, str] = {}
    for reference, number, email in (
        Registration.objects.active()
        .filter(session=session)
        .order_by("pk")
        .values_list("reference", "corporate_number", "contact_email")
    ):
        found[f"mail:{email.lower()}"] = reference
        if number:
            found[f"number:{number}"] = reference
    return found


def _existing(known: dict[str, str], entry: Entry) -> str | None:
    number = entry.company.corporate_number
    by_number = known.get(f"number:{number}") if number else None
    return by_number or known.get(f"mail:{entry.contact.email.lower()}")


def _known_problem(entry: Entry, reference: str) -> Problem:
    words = _(
        "この回にはすでに申込があります（受付番号 %(reference)s）。"
        "行を消すか、「登録済みの申込は飛ばす」を選んでください。"
    )
    return Problem(entry.row, "", words % {"reference": reference})
