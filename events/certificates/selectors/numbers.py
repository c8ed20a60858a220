"""Who applied, had a place, came: by participation type, sector, prefecture and size."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _

from events.enums import RegistrationState
from events.models import Attendee, Registration, Session
from events.surveys import attendance
from events.surveys.enums import SMALLEST_GROUP
from portal.accounts.enums import OrganizationSize

COLUMNS = ("applied", "confirmed", "attended", "absent")
OUTSIDE = COLUMNS[:3]
"""What a report for people outside shows."""


@dataclass
class Row:
    """Companies of one kind; None is a number that is kept back."""

    label: str
    applied: int | None = 0
    confirmed: int | None = 0
    attended: int | None = 0
    absent: int | None = 0

    @property
    def cells(self) -> list[int | None]:
        """The numbers in the order of the columns."""
        return [getattr(self, name) for name in COLUMNS]


@dataclass(frozen=True)
class Table:
    """One way to look at the companies."""

    title: str
    rows: list[Row] = field(default_factory=list)


@dataclass(frozen=True)
class Numbers:
    """All numbers of one or more sessions."""

    companies: Row
    people: Row
    tables: list[Table]
    walk_ins: int
    has_attendance: bool

    @property
    def attendance_rate(self) -> int | None:
        """Share of the people with a place who came, in per cent."""
        if not self.has_attendance or not self.people.confirmed or not self.people.attended:
            return None
        return round(100 * self.people.attended / self.people.confirmed)


def read(sessions: Iterable[Session], *, public: bool = False) -> Numbers:
    """The numbers of ``sessions``; ``public`` keeps cells of fewer than five back."""
    sessions = list(sessions)
    registrations = list(
        Registration.objects.filter(session__in=sessions)
        .select_related("participation_type", "applied_type", "sector", "prefecture")
        .order_by("pk")
    )
    admitted = list(
        Attendee.objects.filter(
            registration__session__in=sessions,
            registration__state=RegistrationState.CONFIRMED,
            is_admitted=True,
        )
        .order_by("pk")
        .values_list("pk", "registration_id")
    )
    present: set[int] = set()
    for session in sessions:
        present |= set(attendance.attendees_present(session).values_list("pk", flat=True))
    came = {registration for pk, registration in admitted if pk in present}
    people = Row(
        _("人"),
        applied=Attendee.objects.filter(registration__session__in=sessions).count(),
        confirmed=len(admitted),
        attended=len([pk for pk, _registration in admitted if pk in present]),
    )
    people.absent = len(admitted) - (people.attended or 0)
    tables = [
        Table(title, _rows(registrations, came, label))
        for title, label in (
            (_("参加区分"), _type_label),
            (_("業種"), lambda one: one.sector.label),
            (_("都道府県"), lambda one: one.prefecture.label),
            (_("従業員数"), lambda one: one.get_size_display() or _("未記入")),
        )
    ]
    # From the smallest to the largest, however many they are.
    sizes = [str(label) for label in OrganizationSize.labels]
    sizes.append(_("未記入"))
    tables[-1].rows.sort(key=lambda row: sizes.index(row.label))
    if public:
        tables = [Table(table.title, kept_back(table.rows)) for table in tables]
    companies = _sum(_("社"), registrations, came)
    if public:
        companies, people = without_small(companies), without_small(people)
    return Numbers(
        companies=companies,
        people=people,
        tables=tables,
        walk_ins=sum(one.door == "walk_in" for one in registrations),
        has_attendance=bool(present),
    )


def _type_label(registration: Any, *, applied: bool = False) -> str:
    """The participation type; of an application, the one that was applied for."""
    first = registration.applied_type if applied else None
    return str((first or registration.participation_type).label)


def _rows(
    registrations: list[Registration], came: set[int], label: Callable[[Any], str]
) -> list[Row]:
    groups: dict[str, list[Registration]] = {}
    for one in registrations:
        groups.setdefault(str(label(one)), []).append(one)
    rows = {words: _sum(words, found, came) for words, found in groups.items()}
    if label is _type_label:
        asked = Counter(_type_label(one, applied=True) for one in registrations)
        for words in asked.keys() | rows.keys():
            rows.setdefault(words, Row(words)).applied = asked[words]
    return sorted(rows.values(), key=lambda row: (-(row.applied or 0), row.label))


def _sum(label: str, registrations: list[Registration], came: set[int]) -> Row:
    confirmed = [one for one in registrations if one.is_confirmed]
    attended = [one for one in confirmed if one.pk in came]
    return Row(
        label,
        applied=len(registrations),
        confirmed=len(confirmed),
        attended=len(attended),
        absent=len(confirmed) - len(attended),
    )


def kept_back(rows: list[Row]) -> list[Row]:
    """Rows with a number from 1 to 4 are kept back whole, and never fewer than five at once.

    With one row alone kept back, or a handful in all, it could be worked out from the sum.
    How many stayed away is told to nobody outside.
    """
    hidden = [row for row in rows if any(_is_small(getattr(row, name)) for name in OUTSIDE)]
    others = sorted(
        (row for row in rows if row not in hidden), key=lambda row: (row.applied or 0, row.label)
    )
    while hidden and others and (len(hidden) == 1 or _give_away(hidden)):
        hidden.append(others.pop(0))
    return [
        Row(row.label, *[None] * len(COLUMNS)) if row in hidden else replace(row, absent=None)
        for row in rows
    ]


def _is_small(number: int | None) -> bool:
    return 0 < (number or 0) < SMALLEST_GROUP


def _give_away(hidden: list[Row]) -> bool:
    return any(_is_small(sum(getattr(row, name) or 0 for row in hidden)) for name in OUTSIDE)


def without_small(row: Row) -> Row:
    """``row`` with its own small numbers kept back: for the sums."""
    cells = [None if _is_small(cell) else cell for cell in row.cells]
    return Row(row.label, *cells)
