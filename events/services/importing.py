"""一括取込み: many applications from a table, all of them or none.

The rules are those of ``registration``, asked for the whole table at once (``import_plan``);
a place is given by the same conditional UPDATE, once per participation type. The receipts are
written by the worker afterwards (``receipts``): whoever registers meanwhile waits for the
rows alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from portal import cache_generation
from portal.privacy import services as privacy

from ..enums import Door, RegistrationState
from ..models import Attendee, ParticipationType, Registration, Session
from . import eligibility, holds, import_plan, receipts, rows
from .import_plan import ERROR, Entry, Plan, Problem


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
    options = {"when_full": when_full, "when_known": when_known}
    told = {"actor": actor, "reason": reason}
    kinds = eligibility.of_session(session.pk)
    try:
        plan = _run(session, entries, kinds, options, told, key)
    except IntegrityError:
        # One of the companies applied between our look and our insert: the next look sees it.
        plan = _run(session, entries, kinds, options, told, key)
    return _outcome(plan)


def preview(
    *,
    session: Session,
    entries: Sequence[Entry],
    when_full: str = ERROR,
    when_known: str = ERROR,
) -> Outcome:
    """What ``run`` would do now; writes nothing, so nobody who registers has to wait.

    Raises:
        ImportRefused: as ``run`` would.
    """
    plan = import_plan.make(
        session=session,
        entries=entries,
        kinds=eligibility.of_session(session.pk),
        when_full=when_full,
        when_known=when_known,
    )
    if plan.problems:
        raise ImportRefused(plan.problems)
    return _outcome(plan)


def _outcome(plan: Plan) -> Outcome:
    return Outcome(
        confirmed=plan.count(RegistrationState.CONFIRMED),
        waiting=plan.count(RegistrationState.WAITLISTED),
        applied=plan.count(RegistrationState.APPLIED),
        skipped=plan.skipped,
    )


def _run(
    session: Session,
    entries: Sequence[Entry],
    kinds: dict[int, Any],
    options: dict[str, str],
    told: dict[str, Any],
    key: str,
) -> Plan:
    with transaction.atomic():
        for pk in import_plan.first_come(kinds.values(), entries):
            now = holds.settled(pk)
            kinds[pk].capacity, kinds[pk].taken = now.capacity, now.taken
        plan = import_plan.make(session=session, entries=entries, kinds=kinds, **options)
        if plan.problems:
            raise ImportRefused(plan.problems)
        for kind in kinds.values():
            places = plan.places(kind)
            if places and not ParticipationType.objects.take(pk=kind.pk, places=places):
                # Their row is held: somebody gave places away past it.
                row = next(entry.row for entry in entries if entry.type_id == kind.pk)
                raise ImportRefused([Problem(row, "", import_plan.full(kind))])
        made = _write(session, kinds, plan)
        _record(session, made, plan, told, {"rows": len(entries), "key": key})
        receipts.promise(made)
        cache_generation.bump()
    return plan


def _write(session: Session, kinds: dict[int, Any], plan: Plan) -> list[Registration]:
    """The rows of the applications and of their people."""
    now = timezone.now()
    made = []
    for entry, state in plan.states:
        one = rows.draft(
            session=session,
            company=entry.company,
            contact=entry.contact,
            key=import_plan.key_of(entry),
            message=entry.message,
            door=Door.IMPORT,
        )
        rows.settle(one, kind=kinds[entry.type_id], people=len(entry.people))
        rows.stand(one, state, now)
        made.append(one)
    Registration.objects.bulk_create(made)
    Attendee.objects.bulk_create(
        person
        for one, (entry, _state) in zip(made, plan.states, strict=True)
        for person in rows.people(one, entry.people)
    )
    return made


def _record(
    session: Session,
    made: list[Registration],
    plan: Plan,
    told: dict[str, Any],
    detail: dict[str, Any],
) -> None:
    notes = [rows.created(one) for one in made]
    notes += [
        privacy.entry(
            action="registration.imported", target=f"registration:{one.reference}", **told
        )
        for one in made
    ]
    states = {str(state): plan.count(state) for _entry, state in plan.states}
    notes.append(
        privacy.entry(
            action="registrations.imported",
            target=f"session:{session.pk}",
            detail=detail | {"skipped": plan.skipped} | states,
            **told,
        )
    )
    privacy.record_all(notes)
