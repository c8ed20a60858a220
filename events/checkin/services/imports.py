"""参加記録の取込み: all rows or none; the same file twice changes nothing."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from events.enums import RegistrationState
from events.models import Attendee, Session
from portal.privacy import services as privacy

from ..enums import Source, Step
from ..selectors.people import plain
from . import attendance, reading
from .reading import Problem, Row


@dataclass
class Result:
    """What became of a file: nothing when there is a problem."""

    people: int = 0
    skipped: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


class Directory:
    """The confirmed people of a session, found by address or name."""

    def __init__(self, session: Session) -> None:
        self.by_address: dict[str, list[Attendee]] = {}
        self.by_name: dict[str, list[Attendee]] = {}
        people = (
            Attendee.objects.filter(
                registration__session=session,
                registration__state=RegistrationState.CONFIRMED,
                is_admitted=True,
            )
            .select_related("registration__participation_type")
            .order_by("pk")
        )
        for person in people:
            if person.email:
                self.by_address.setdefault(person.email.casefold(), []).append(person)
            for name in {plain(person.full_name), plain(person.full_name_kana)}:
                self.by_name.setdefault(name, []).append(person)

    def find(self, row: Row) -> list[Attendee]:
        """Everyone whom ``row`` may mean: by address first, then by name."""
        found = self.by_address.get(row.email, []) if row.email else []
        if len(found) == 1:
            return found
        named = self.by_name.get(plain(row.name), []) if row.name else []
        both = [person for person in found if person in named]
        return both or found or named


def take(*, session: Session, content: bytes, actor: Any, skip_unknown: bool = False) -> Result:
    """Note everyone in the meeting tool's file as having been there online."""
    rows, problems = reading.read(content)
    result = Result(problems=problems)
    directory = Directory(session)
    spans: dict[Attendee, list[Row]] = {}
    for row in rows:
        found = directory.find(row)
        if len(found) == 1:
            spans.setdefault(found[0], []).append(row)
        elif found:
            text = _("同じ名前の方が複数います。メールアドレスの列を加えてください。")
            result.problems.append(Problem(number=row.number, text=text))
        elif skip_unknown:
            result.skipped.append(row)
        else:
            text = _("名簿にない方です: %(name)s") % {"name": (row.name or row.email)[:60]}
            result.problems.append(Problem(number=row.number, text=text))
    result.problems.sort(key=lambda problem: problem.number)
    if result.problems:
        return result
    with transaction.atomic():
        for person, theirs in spans.items():
            _note(session, person, theirs, actor)
        result.people = len(spans)
        privacy.record(
            action="attendance.imported",
            target=f"session:{session.pk}",
            actor=actor,
            detail={"people": result.people, "skipped": len(result.skipped)},
        )
    return result


def _note(session: Session, person: Attendee, rows: list[Row], actor: Any) -> None:
    starts = [row.joined for row in rows if row.joined]
    first = min(starts, default=session.starts_at)
    first = min(max(first, session.starts_at - timedelta(hours=1)), session.ends_at)
    minutes = _minutes(session, rows)
    name = f"import:{session.pk}:{person.pk}:{first.isoformat()}:{minutes}"
    attendance.record(
        report=attendance.Report(
            key=uuid.uuid5(uuid.NAMESPACE_OID, name),
            session=session,
            attendee=person,
            step=Step.JOIN,
            source=Source.IMPORT,
            at=first,
            minutes=minutes,
        ),
        actor=actor,
    )


def _minutes(session: Session, rows: list[Row]) -> int:
    """Time inside the session; who came in twice, or from two devices, is counted once."""
    spans = [
        (max(row.joined, session.starts_at), min(row.left, session.ends_at))
        for row in rows
        if row.joined and row.left
    ]
    loose = sum(row.minutes or 0 for row in rows if not (row.joined and row.left))
    whole = int((session.ends_at - session.starts_at).total_seconds() // 60)
    if not spans and not loose:
        joined = [max(row.joined, session.starts_at) for row in rows if row.joined]
        spans = [(moment, session.ends_at) for moment in joined]
    return min(whole, _length(spans) + loose)


def _length(spans: Iterable[tuple[datetime, datetime]]) -> int:
    """Minutes covered by ``spans``, overlaps once."""
    covered, until = timedelta(), None
    for start, end in sorted(spans):
        if end <= start:
            continue
        begin = start if until is None else max(start, until)
        if end > begin:
            covered += end - begin
            until = end
    return int(covered.total_seconds() // 60)
