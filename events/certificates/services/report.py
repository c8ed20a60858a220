"""開催報告 as PDF: numbers, survey, what people noticed, what to change."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone, translation

from events.models import Event, Session
from events.surveys.enums import SMALLEST_GROUP
from events.surveys.models import Survey
from events.surveys.selectors import results

from ..models import EventReport
from ..selectors import numbers


@dataclass(frozen=True)
class Part:
    """What staff wrote and people answered about one session."""

    session: Session
    report: EventReport
    results: results.Results | None

    @property
    def insights(self) -> list[str]:
        """気付き, one each."""
        return EventReport.lines(self.report.insights)

    @property
    def changes(self) -> list[str]:
        """What to change, one each."""
        return EventReport.lines(self.report.to_change)


def of_session(session: Session) -> EventReport:
    """The words written so far; an unsaved one when there are none."""
    found = EventReport.objects.filter(session=session).first()
    return found or EventReport(session=session)


def pdf(*, event: Event, sessions: Sequence[Session], public: bool, language: str = "ja") -> bytes:
    """The report of one session or of all sessions of an event.

    ``public`` keeps back numbers of fewer than five, and everything people wrote.
    """
    from portal.delivery import pdf as paper  # noqa: PLC0415  loads Pango: only where a PDF is made

    with translation.override(language):
        return paper.render(
            "pdf/certificates_report.html",
            context(event=event, sessions=sessions, public=public),
            language=language,
        )


def context(*, event: Event, sessions: Sequence[Session], public: bool) -> dict[str, Any]:
    """Everything the report shows."""
    surveys = {
        survey.session_id: survey
        for survey in Survey.objects.filter(session__in=sessions).select_related("session__event")
    }
    written = {one.session_id: one for one in EventReport.objects.filter(session__in=sessions)}
    parts = [
        Part(
            session=session,
            report=written.get(session.pk) or EventReport(session=session),
            results=_results(surveys.get(session.pk), public=public),
        )
        for session in sessions
    ]
    return {
        "event": event,
        "sessions": sessions,
        "parts": parts,
        "numbers": numbers.read(sessions, public=public),
        "public": public,
        "made_at": timezone.now(),
        "hosts": list(event.hosts.all()),
    }


def _results(survey: Survey | None, *, public: bool) -> results.Results | None:
    """The answers; a public report shows none of a handful of people."""
    if survey is None:
        return None
    found = results.read(survey)
    if not found.answered or (public and found.answered < SMALLEST_GROUP):
        return None
    return found
