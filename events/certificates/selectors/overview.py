"""What there is of each session after it was held."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet

from events import permissions
from events.models import Event, Session
from events.surveys.models import Survey

from ..models import Certificate, CertificateRule, EventReport, SessionMaterial


@dataclass(frozen=True)
class Entry:
    """One session with counts."""

    session: Session
    answers: int | None
    certificates: int
    has_rule: bool
    materials: int
    has_report: bool


def sessions_of(user: Any) -> QuerySet[Session]:
    """Sessions whose event ``user`` runs, the nearest to now first."""
    events = Event.objects.filter(permissions.events_with_duty(user))
    return (
        Session.objects.filter(event__in=events)
        .exclude(state="draft")
        .select_related("event")
        .order_by("-starts_at", "-pk")
    )


def entries(sessions: list[Session]) -> list[Entry]:
    """What there is; the number of queries does not grow with the sessions."""
    answers = _counts(Survey, sessions, "responses")
    certificates = _counts(Certificate.objects.filter(state="valid"), sessions, "pk")
    materials = _counts(SessionMaterial, sessions, "pk")
    rules = _counts(CertificateRule, sessions, "pk")
    reports = _counts(EventReport, sessions, "pk")
    return [
        Entry(
            session=one,
            answers=answers.get(one.pk),
            certificates=certificates.get(one.pk, 0),
            has_rule=one.pk in rules,
            materials=materials.get(one.pk, 0),
            has_report=one.pk in reports,
        )
        for one in sessions
    ]


def _counts(source: Any, sessions: list[Session], what: str) -> dict[int, int]:
    rows = getattr(source, "objects", source).filter(session__in=sessions).order_by()
    return dict(rows.values_list("session_id").annotate(Count(what)))
