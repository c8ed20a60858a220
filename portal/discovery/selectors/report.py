"""What people ask and do not find, for those who care for search."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import OuterRef, Subquery

from portal.discovery.models import AskedQuery, QueryMark

PERIODS = (30, 90, 180)
SHOWN = 50
MIN_FOR_CLICKS = 5
LOW_CLICKS = 0.1
ATTENTION_DAYS = 30


@dataclass(frozen=True)
class Row:
    """One query over the period; ``clicks`` counts pages of which something was opened."""

    text: str
    language: str
    asked: int
    askers: int
    empty: int
    total: int
    clicks: int
    first: int
    last_day: date
    is_blocked: bool
    is_settled: bool

    @property
    def share(self) -> float:
        """Opened pages per page shown."""
        return min(1.0, self.clicks / self.asked)

    @property
    def finds_nothing(self) -> bool:
        """Whether the last answer was empty."""
        return not self.total

    @property
    def is_passed_over(self) -> bool:
        """Whether something is found and hardly anybody opens it."""
        return self.total > 0 and self.asked >= MIN_FOR_CLICKS and self.share < LOW_CLICKS


@dataclass(frozen=True)
class Report:
    """The three lists, and how many searches they come from."""

    searches: int
    nothing: list[Row]
    passed_over: list[Row]
    most: list[Row]


def rows(*, days: int, language: str = "") -> list[Row]:
    """All queries of the last ``days`` that enough people asked, the most asked first."""
    period = AskedQuery.objects.last_days(days)
    if language:
        period = period.filter(language=language)
    latest = AskedQuery.objects.filter(
        text=OuterRef("text"), language=OuterRef("language")
    ).order_by("-day")
    found = period.summed().annotate(found=Subquery(latest.values("total")[:1]))
    marks = {(mark.text, mark.language): mark for mark in QueryMark.objects.all()}
    return [
        _row(one, marks.get((one["text"], one["language"])))
        for one in found.order_by("-n", "text", "language")
    ]


def _row(one: dict[str, Any], mark: QueryMark | None) -> Row:
    settled_on = mark.settled_on if mark else None
    return Row(
        text=one["text"],
        language=one["language"],
        asked=one["n"],
        askers=one["people"],
        empty=one["none"],
        total=one["found"] or 0,
        clicks=one["clicks"],
        first=one["first"],
        last_day=one["last_day"],
        is_blocked=bool(mark and mark.is_blocked),
        is_settled=settled_on is not None and settled_on >= one["last_day"],
    )


def report(*, days: int, language: str = "") -> Report:
    """The lists for the page, each cut to what a person reads."""
    found = rows(days=days, language=language)
    return Report(
        searches=sum(row.asked for row in found),
        nothing=_first(row for row in found if row.finds_nothing),
        passed_over=_first(row for row in found if row.is_passed_over),
        most=_first(found),
    )


def _first(found: Iterable[Row]) -> list[Row]:
    return list(found)[:SHOWN]


def waiting() -> tuple[int, date | None]:
    """Queries that find nothing and that nobody took care of, and the day of the oldest."""
    found = [
        row
        for row in rows(days=ATTENTION_DAYS)
        if row.finds_nothing and not row.is_settled and not row.is_blocked
    ]
    return len(found), min((row.last_day for row in found), default=None)
