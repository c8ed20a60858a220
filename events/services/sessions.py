"""回の変更・延期・中止: whoever is concerned is told, and calendars follow.

Whoever holds a place gets the calendar entry as it is now; those who wait for a place or a
result are told in words, as they have no entry.
"""

from collections.abc import Callable, Collection
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import translation

from portal.privacy import services as privacy

from ..enums import RegistrationState, SessionState
from ..models import Registration, Session
from ..moments import span_in_words
from . import answers, notices, waitlist

CALENDAR_FIELDS = frozenset(
    {
        "starts_at",
        "ends_at",
        "format",
        "venue_ja",
        "venue_en",
        "address_ja",
        "address_en",
        "online_tool",
    }
)
"""What stands in a calendar entry."""

OFF = (SessionState.CANCELLED, SessionState.POSTPONED)
NOBODY_KNOWS = (SessionState.DRAFT, *OFF)


def announce(
    *, session: Session, before: Session, changed: Collection[str], actor: Any = None
) -> int:
    """Tell whoever is concerned what became of ``session``, which is saved; how many companies.

    The one door for forms: it decides from the state before and after, and from the names
    of the fields that ``changed``, which letter goes out. Nobody is told twice, and nobody
    of what they cannot know yet (a new date while a session is still postponed).
    """
    if session.state != before.state and session.state == SessionState.CANCELLED:
        return announce_cancellation(session=session, actor=actor)
    if session.state != before.state and session.state == SessionState.POSTPONED:
        return announce_postponement(session=session, actor=actor)
    if before.state == SessionState.POSTPONED and session.state not in OFF:
        return announce_new_date(session=session, before=before, actor=actor)
    if session.state not in NOBODY_KNOWS and CALENDAR_FIELDS & set(changed):
        return announce_change(session=session, before=before, actor=actor)
    return 0


def announce_change(*, session: Session, before: Session | None = None, actor: Any = None) -> int:
    """Raise the sequence and send the changed entry to everyone confirmed; how many companies.

    Those who wait for a place or a result are told too; running offers are sent again with
    a deadline for the new date. With ``before`` the mail names the old time and place.
    """

    def tell(registration: Registration) -> None:
        notices.changed(registration, previous=_previous(registration, before))

    return _announce(session, "changed", _WITHOUT_OFFER, tell, actor, wakes=True)


def announce_cancellation(*, session: Session, actor: Any = None) -> int:
    """Raise the sequence, withdraw the entries and tell everyone who applied.

    Registrations stay as they are: the session is off, not the companies' wish to come.
    """
    return _announce(session, "cancelled", _APPLIED, notices.called_off, actor)


def announce_postponement(*, session: Session, actor: Any = None) -> int:
    """Raise the sequence and withdraw the entries; registrations wait for the new date.

    Offers stay open without a deadline passing, until there is one.
    """
    return _announce(session, "postponed", _APPLIED, notices.postponed, actor)


def announce_new_date(
    *, session: Session, before: Session | None = None, actor: Any = None
) -> int:
    """A postponed session has its date: the entries come back, with a higher sequence."""

    def tell(registration: Registration) -> None:
        notices.rescheduled(registration, previous=_previous(registration, before))

    return _announce(session, "rescheduled", _WITHOUT_OFFER, tell, actor, wakes=True)


_APPLIED = (
    RegistrationState.CONFIRMED,
    RegistrationState.OFFERED,
    RegistrationState.WAITLISTED,
    RegistrationState.APPLIED,
)
_WITHOUT_OFFER = tuple(state for state in _APPLIED if state != RegistrationState.OFFERED)
"""Offers are sent again in their own words, with a new deadline."""


def _announce(
    session: Session,
    what: str,
    states: Collection[str],
    tell: Callable[[Registration], None],
    actor: Any,
    *,
    wakes: bool = False,
) -> int:
    with transaction.atomic():
        Session.objects.filter(pk=session.pk).update(sequence=F("sequence") + 1)
        session.refresh_from_db(fields=["sequence"])
        told = 0
        for registration in _registrations(session, states):
            tell(registration)
            told += 1
        if wakes:
            # The deadlines of offers hang on the date of the session.
            answers.renew(session=session)
            waitlist.fill_session(session=session)
        privacy.record(
            action=f"session.{what}",
            target=f"session:{session.pk}",
            actor=actor,
            detail={"sequence": session.sequence, "told": told},
        )
    return told


def _previous(registration: Registration, before: Session | None) -> dict[str, str] | None:
    """Time and place as they were, in the language of the registration."""
    if before is None:
        return None
    with translation.override(registration.language):
        place = [before.venue, before.address] if before.has_place else []
        if before.has_online:
            place.append(before.online_tool)
        return {
            "when": span_in_words(before.starts_at, before.ends_at),
            "place": " ".join(filter(None, place)),
        }


def _registrations(session: Session, states: Collection[str]) -> list[Registration]:
    found = (
        Registration.objects.filter(session=session, state__in=states)
        .select_related("participation_type", "applied_type")
        .prefetch_related("attendees")
        .order_by("pk")
    )
    registrations = list(found)
    for registration in registrations:
        registration.session = session
    return registrations
