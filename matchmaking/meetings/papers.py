"""The timetable on paper: the whole day, a page a person, a page a table."""

from typing import Any

from ..models import Meeting, MeetingDay
from . import selectors


def whole(*, day: MeetingDay, language: str = "ja") -> bytes:
    """Slots × tables on one page, for the entrance."""
    found = list(selectors.meetings(day))
    return _paper(
        "pdf/matchmaking_meeting_grid.html",
        day,
        language,
        {"lines": selectors.grid(day, found), "tables": range(1, day.tables + 1)},
    )


def people(*, day: MeetingDay, language: str = "ja", only: int | None = None) -> bytes:
    """A page for each participant; ``only`` one of them if named."""
    found = list(selectors.meetings(day))
    pages = [
        {"participant": one, "meetings": held, "side": one.side}
        for one, held in selectors.by_person(list(selectors.participants(day)), found)
        if only is None or one.pk == only
    ]
    return _paper("pdf/matchmaking_meeting_people.html", day, language, {"pages": pages})


def tables(*, day: MeetingDay, language: str = "ja") -> bytes:
    """A page for each table."""
    found = list(selectors.meetings(day))
    pages: list[tuple[int, list[Meeting]]] = [
        (number, [one for one in found if one.table == number])
        for number in range(1, day.tables + 1)
    ]
    return _paper("pdf/matchmaking_meeting_tables.html", day, language, {"pages": pages})


def _paper(template: str, day: MeetingDay, language: str, context: dict[str, Any]) -> bytes:
    from portal.delivery import pdf  # noqa: PLC0415  loads Pango: only where a PDF is made

    return pdf.render(template, {"day": day, **context}, language=language)
