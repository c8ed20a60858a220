"""参加者: nobody twice, and who of a company has a place."""

from collections.abc import Iterable, Sequence

from ..enums import ACTIVE_STATES, Door, PlaceUnit
from ..models import Attendee, Registration
from .application import Person
from .errors import AlreadyAttending, SamePersonTwice

Mark = tuple[str, str, str]
"""Address in small letters, family and given name: small companies share one mailbox."""


def check(
    *,
    session_id: int,
    people: Sequence[Person],
    door: str,
    registration: Registration | None = None,
) -> None:
    """Nobody is named twice: neither in one application nor in two of one session.

    A person is a name with an address: small companies share one mailbox.

    Raises:
        SamePersonTwice: a person stands in the application twice.
        AlreadyAttending: a person is an attendee of another active application.
    """
    seen = _once(people)
    emails = {one for person in people for one in _spellings(person.email) if one}
    if not emails or door == Door.STAFF:
        return
    others = Attendee.objects.filter(
        email__in=emails,
        registration__session=session_id,
        registration__state__in=ACTIVE_STATES,
    )
    if registration is not None:
        others = others.exclude(registration=registration)
    for email, family, given in others.order_by("pk").values_list(
        "email", "family_name", "given_name"
    ):
        if _mark(email, family, given) in seen:
            raise AlreadyAttending(f"{family} {given}")


def named(*, session_id: int) -> set[Mark]:
    """Everybody with an address who is named in the active applications of a session."""
    found = Attendee.objects.filter(
        registration__session=session_id, registration__state__in=ACTIVE_STATES
    ).exclude(email="")
    rows = found.order_by().values_list("email", "family_name", "given_name")
    return {_mark(*row) for row in rows}


def marks(people: Iterable[Person]) -> set[Mark]:
    """What tells each of ``people`` with an address from all others."""
    return {_mark(one.email, one.family_name, one.given_name) for one in people if one.email}


def check_against(named: set[Mark], *, people: Sequence[Person]) -> None:
    """``check`` for many applications at once: against those who are ``named`` already.

    Raises:
        SamePersonTwice, AlreadyAttending: as in ``check``.
    """
    for _email, family, given in sorted(_once(people) & named):
        raise AlreadyAttending(f"{family} {given}")


def _once(people: Sequence[Person]) -> set[Mark]:
    seen: set[Mark] = set()
    for person in people:
        if not person.email:
            continue
        mark = _mark(person.email, person.family_name, person.given_name)
        if mark in seen:
            raise SamePersonTwice(f"{person.family_name} {person.given_name}")
        seen.add(mark)
    return seen


def _mark(email: str, family: str, given: str) -> Mark:
    return email.lower(), family, given


def _spellings(email: str) -> set[str]:
    """As typed and in small letters: what an index can find."""
    return {email, email.lower()}


def admitted(registration: Registration) -> int | None:
    """How many people have places; None when all have, or when it is not decided yet."""
    kind = registration.participation_type
    if kind.unit != PlaceUnit.PERSON or not registration.holds_place:
        return None
    return registration.places
