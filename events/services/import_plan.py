"""What becomes of each application of a table: read and reckoned, nothing written.

All that is asked of the database is asked once for the whole table, so that a thousand rows
cost as many queries as one.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from ..enums import Allocation, RegistrationState
from ..models import ParticipationType, Registration, Session
from . import eligibility, people
from .application import Company, Contact, Person, applicant_key
from .errors import NotEligible, RegistrationError, TwiceInTable, WrongNumberOfPeople

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


@dataclass
class Plan:
    """The state each application gets, in the order of the table; what was left out; faults."""

    states: list[tuple[Entry, RegistrationState]] = field(default_factory=list)
    skipped: int = 0
    problems: list[Problem] = field(default_factory=list)

    def count(self, state: RegistrationState) -> int:
        """How many get ``state``."""
        return sum(given == state for _entry, given in self.states)

    def places(self, kind: ParticipationType) -> int:
        """How many places of ``kind`` the confirmed ones take."""
        return sum(
            kind.places_for(len(entry.people))
            for entry, state in self.states
            if entry.type_id == kind.pk and state == RegistrationState.CONFIRMED
        )


def make(
    *,
    session: Session,
    entries: Iterable[Entry],
    kinds: dict[int, Any],
    when_full: str,
    when_known: str,
) -> Plan:
    """Reckon with what is registered and with the places ``kinds`` have left just now.

    Args:
        session: where to.
        entries: checked applications.
        kinds: participation types of the session (``eligibility.of_session``) by key.
        when_full: ``waitlist`` lets the rest wait, ``error`` makes them a problem.
        when_known: ``skip`` leaves out companies with an active application.
    """
    plan = Plan()
    known, above = _known(session), dict[str, int]()
    named = people.named(session_id=session.pk)
    left = {pk: kind.places_left for pk, kind in kinds.items()}
    for entry in entries:
        kind = kinds[entry.type_id]
        if earlier := next((known[key] for key in _keys(entry) if key in known), None):
            plan.skipped += 1
            if when_known != SKIP:
                plan.problems.append(Problem(entry.row, "", _already(earlier)))
            continue
        try:
            _check(kind, entry, named)
            if row := above.get(key_of(entry)):
                raise TwiceInTable(row)
        except RegistrationError as error:
            plan.problems.append(Problem(entry.row, "", error.message))
            continue
        state = _state(kind, entry, left)
        if state == RegistrationState.WAITLISTED and when_full == ERROR:
            plan.problems.append(Problem(entry.row, "", full(kind)))
        plan.states.append((entry, state))
        above[key_of(entry)] = entry.row
        named |= people.marks(entry.people)
    return plan


def key_of(entry: Entry) -> str:
    """What makes the application its company's."""
    return applicant_key(organization=None, company=entry.company, contact=entry.contact)


def _known(session: Session) -> dict[str, str]:
    """References of active applications by key, corporate number and address of the contact."""
    found: dict[str, str] = {}
    for reference, key, number, email in (
        Registration.objects.active()
        .filter(session=session)
        .order_by("pk")
        .values_list("reference", "applicant_key", "corporate_number", "contact_email")
    ):
        found[key] = reference
        found[f"mail:{email.lower()}"] = reference
        if number:
            found[f"number:{number}"] = reference
    return found


def _keys(entry: Entry) -> Iterator[str]:
    if number := entry.company.corporate_number:
        yield f"number:{number}"
    if email := entry.contact.email:
        yield f"mail:{email.lower()}"


def _already(reference: str) -> str:
    return _(
        "この回にはすでに申込があります（受付番号 %(reference)s）。"
        "行を消すか、「登録済みの申込は飛ばす」を選んでください。"
    ) % {"reference": reference}


def _check(kind: Any, entry: Entry, named: set[people.Mark]) -> None:
    if not kind.min_attendees <= len(entry.people) <= kind.max_attendees:
        raise WrongNumberOfPeople(minimum=kind.min_attendees, maximum=kind.max_attendees)
    people.check_against(named, people=entry.people)
    reasons = eligibility.problems(
        kind=eligibility.fitted(kind, entry.company), company=entry.company, key=key_of(entry)
    )
    if reasons:
        raise NotEligible(reasons)


def _state(kind: ParticipationType, entry: Entry, left: dict[int, int]) -> RegistrationState:
    if kind.allocation != Allocation.FIRST_COME:
        return RegistrationState.APPLIED
    places = kind.places_for(len(entry.people))
    if places > left[kind.pk]:
        return RegistrationState.WAITLISTED
    left[kind.pk] -= places
    return RegistrationState.CONFIRMED


def full(kind: ParticipationType) -> str:
    """What to say when the places of ``kind`` do not suffice."""
    return _(
        "「%(type)s」の空きが足りません。定員を増やすか、"
        "「満員のときはキャンセル待ちにする」を選んでください。"
    ) % {"type": kind.label}


def first_come(kinds: Iterable[Any], entries: Sequence[Entry]) -> list[int]:
    """Keys of the types whose places ``entries`` ask for, in the order in which to lock them."""
    asked = {entry.type_id for entry in entries}
    return sorted(
        kind.pk for kind in kinds if kind.pk in asked and kind.allocation == Allocation.FIRST_COME
    )
