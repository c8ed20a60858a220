"""Reading a selection: points, ranks, what is missing, and how the choice is balanced."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from events.enums import RegistrationState
from events.models import Registration

from ..enums import Outcome, TieRule
from ..models import Criterion, Review, Score, Sheet

SEEN_STATES = (
    RegistrationState.APPLIED,
    RegistrationState.CONFIRMED,
    RegistrationState.WAITLISTED,
    RegistrationState.OFFERED,
    RegistrationState.REJECTED,
)


@dataclass
class Row:
    """One company in the ranking."""

    registration: Registration
    total: Fraction | None = None
    by_criterion: list[Fraction | None] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    complete: int = 0
    missing: int = 0
    abstentions: int = 0
    comments: list[Review] = field(default_factory=list)
    rank: int = 0
    is_tied: bool = False
    suggestion: str = ""
    suggested_rank: int | str | None = None
    note: str = ""

    @property
    def points(self) -> float | None:
        """The total out of 100, for people."""
        return None if self.total is None else round(float(self.total), 2)

    @property
    def labelled(self) -> list[tuple[str, float | None]]:
        """The mean for each criterion with its name, for people."""
        means = (None if one is None else float(one) for one in self.by_criterion)
        return list(zip(self.labels, means, strict=True))


def applications(sheet: Sheet) -> QuerySet[Registration]:
    """Everyone a result is wanted or given for, in the order of application."""
    return (
        Registration.objects.filter(
            participation_type_id=sheet.participation_type_id, state__in=SEEN_STATES
        )
        .select_related("sector", "prefecture", "organization")
        .order_by("created_at", "pk")
    )


def ranking(sheet: Sheet) -> list[Row]:
    """All companies, the best first, in a constant number of queries.

    A review counts when no score is missing and its selector does not abstain. Its points
    are the sum of value / scale x weight, out of 100; the company's are the mean. They are
    kept as fractions: two companies are level only when they truly are.
    """
    criteria = list(sheet.criteria.all())
    found = applications(sheet).prefetch_related(
        Prefetch(
            "selection_reviews",
            Review.objects.filter(sheet=sheet)
            .select_related("selector")
            .prefetch_related(Prefetch("scores", Score.objects.order_by("pk")))
            .order_by("pk"),
        )
    )
    rows = [_row(one, sheet, criteria) for one in found]
    rows.sort(key=lambda row: _order(row, sheet, criteria))
    totals = [row.total for row in rows]
    for place, row in enumerate(rows, start=1):
        row.rank = place
        row.is_tied = row.total is not None and totals.count(row.total) > 1
    return rows


def _row(registration: Registration, sheet: Sheet, criteria: list[Criterion]) -> Row:
    row = Row(registration, labels=[one.label for one in criteria])
    complete: list[dict[int, int]] = []
    for review in registration.selection_reviews.all():
        if review.comment:
            row.comments.append(review)
        values = {score.criterion_id: score.value for score in review.scores.all()}
        if review.abstains:
            row.abstentions += 1
        elif criteria and all(one.pk in values for one in criteria):
            complete.append(values)
    row.complete = len(complete)
    row.missing = max(sheet.required_reviews - row.complete, 0)
    if complete:
        weights = sum(one.weight for one in criteria)
        means = [
            Fraction(sum(values[one.pk] for values in complete), len(complete)) for one in criteria
        ]
        row.by_criterion = list(means)
        row.total = sum(
            (
                mean / one.scale_max * one.weight * 100 / weights
                for one, mean in zip(criteria, means, strict=True)
            ),
            Fraction(0),
        )
    else:
        row.by_criterion = [None] * len(criteria)
    return row


def _order(row: Row, sheet: Sheet, criteria: list[Criterion]) -> tuple[Any, ...]:
    tie: tuple[Any, ...] = ()
    if sheet.tie_rule == TieRule.HIGHEST_CRITERION and criteria and row.total is not None:
        heaviest = max(range(len(criteria)), key=lambda at: (criteria[at].weight, -at))
        tie = (-(row.by_criterion[heaviest] or Fraction(0)),)
    unscored = row.total is None
    return (
        unscored,
        -(row.total or Fraction(0)),
        *(tie or (Fraction(0),)),
        row.registration.created_at,
        row.registration.pk,
    )


def suggest(rows: Iterable[Row], places: int) -> None:
    """Fill in what the ranking alone would give: places from the top, then the reserve.

    A group larger than what is left is passed over, as on the waitlist. Who has no points
    yet gets no suggestion.
    """
    reserve = 0
    for row in rows:
        if row.registration.state != RegistrationState.APPLIED or row.total is None:
            continue
        if row.registration.places <= places:
            places -= row.registration.places
            row.suggestion = Outcome.SELECT
        else:
            reserve += 1
            row.suggestion, row.suggested_rank = Outcome.RESERVE, reserve


@dataclass(frozen=True)
class Share:
    """Of those who applied from one corner, how many are chosen."""

    label: str
    applied: int
    chosen: int

    @property
    def percent(self) -> int:
        """Chosen of applied."""
        return round(100 * self.chosen / self.applied) if self.applied else 0


@dataclass(frozen=True)
class Balance:
    """One way to look at the choice."""

    title: str
    shares: list[Share]


def balance(registrations: Iterable[Registration], chosen: set[int]) -> list[Balance]:
    """Chosen against applied by sector, prefecture and size, the most applied first."""
    views = (
        (_("業種"), lambda one: one.sector.label),
        (_("都道府県"), lambda one: one.prefecture.label),
        (_("従業員数"), lambda one: str(one.get_size_display() or _("未記入"))),
    )
    registrations = list(registrations)
    found = []
    for title, label in views:
        applied: dict[str, int] = {}
        taken: dict[str, int] = {}
        for one in registrations:
            name = label(one)
            applied[name] = applied.get(name, 0) + 1
            taken[name] = taken.get(name, 0) + (one.pk in chosen)
        shares = [Share(name, count, taken[name]) for name, count in applied.items()]
        shares.sort(key=lambda one: (-one.applied, one.label))
        found.append(Balance(title, shares))
    return found
