"""Public events as data: with the pages, sessions and places that the public may know."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from portal.content.tags import Tags, no_tags

from ..enums import SessionFormat
from ..models import Event, EventPage, Session
from .detail import Run, run_of
from .terms import Conditions, read_terms


@dataclass(frozen=True)
class Filters:
    """What narrows the catalogue; an empty value means any."""

    sector: str = ""
    prefecture: str = ""
    format: str = ""
    kind: str = ""
    series: str = ""
    when: str = "all"


@dataclass(frozen=True)
class Entry:
    """An event with what stands around it."""

    event: Event
    pages: dict[str, EventPage]
    runs: list[Run]
    tags: Tags = field(default_factory=no_tags)


FORMATS = {
    "onsite": (SessionFormat.ONSITE, SessionFormat.HYBRID),
    "online": (SessionFormat.ONLINE, SessionFormat.HYBRID),
}


def public_events() -> QuerySet[Event]:
    """Events that a published page tells of, in the order they were made."""
    told = EventPage.objects.live().filter(event=OuterRef("pk"))
    return Event.objects.filter(Exists(told)).order_by("pk")


def narrowed(filters: Filters, *, now: datetime) -> QuerySet[Event]:
    """Public events that fit ``filters``; what is for all sectors fits each."""
    events = public_events()
    if filters.sector:
        sectors = Event.sectors.through.objects.filter(
            event=OuterRef("pk"), sector__in=[filters.sector, "common"]
        )
        events = events.filter(Exists(sectors))
    if filters.kind:
        events = events.filter(kind=filters.kind)
    if filters.series:
        events = events.filter(series__code=filters.series)
    wanted = Q()
    if filters.prefecture:
        wanted &= Q(prefecture=filters.prefecture) & ~Q(format=SessionFormat.ONLINE)
    if filters.format:
        wanted &= Q(format__in=FORMATS[filters.format])
    if filters.when == "upcoming":
        wanted &= Q(ends_at__gte=now)
    elif filters.when == "past":
        wanted &= Q(ends_at__lt=now)
    if wanted:
        sessions = Session.objects.announced().filter(wanted, event=OuterRef("pk"))
        events = events.filter(Exists(sessions))
    return events


def entries(events: Iterable[Event], *, now: datetime) -> list[Entry]:
    """``events`` with all that is public about them, in a constant number of queries."""
    events = list(events)
    keys = [event.pk for event in events]
    pages: dict[int, dict[str, EventPage]] = {pk: {} for pk in keys}
    live = EventPage.objects.live().filter(event__in=keys).select_related("locale")
    for page in live.defer("body", "programme", "speakers").order_by("pk"):
        pages[page.event_id][page.locale.language_code] = page
    sessions = list(
        Session.objects.announced()
        .filter(event__in=keys)
        .select_related("prefecture")
        .prefetch_related("participation_types")
        .order_by("starts_at", "pk")
    )
    terms = read_terms(
        events=keys,
        kinds=[kind for session in sessions for kind in session.participation_types.all()],
    )
    return [
        Entry(
            event=event,
            pages=pages[event.pk],
            runs=_runs(event, sessions, now, terms.conditions),
            tags=terms.tags[event.pk],
        )
        for event in events
    ]


def _runs(
    event: Event, sessions: list[Session], now: datetime, conditions: dict[int, Conditions]
) -> list[Run]:
    found = []
    for session in sessions:
        if session.event_id == event.pk:
            session.event = event
            found.append(run_of(session, now, conditions))
    return found


def page_of(filters: Filters, *, after: int, limit: int) -> tuple[int, list[Entry], int | None]:
    """One page of the catalogue.

    Args:
        filters: what narrows it.
        after: key of the last event of the page before; 0 for the first page.
        limit: how many events.

    Returns:
        How many events fit in all, those of this page, and the key to go on from.
    """
    now = timezone.now()
    fitting = narrowed(filters, now=now)
    related = fitting.select_related("series").prefetch_related("hosts")
    found = list(related.filter(pk__gt=after)[: limit + 1])
    more = found[limit - 1].pk if len(found) > limit else None
    return fitting.count(), entries(found[:limit], now=now), more


def by_code(code: str) -> Entry | None:
    """The public event with this code."""
    return _single(public_events().filter(code=code))


def by_session(pk: int) -> tuple[Entry, Run] | None:
    """The public session with this key and its event."""
    entry = _single(public_events().filter(sessions=pk))
    if entry is None:
        return None
    run = next((run for run in entry.runs if run.session.pk == pk), None)
    return (entry, run) if run is not None else None


def _single(events: QuerySet[Any]) -> Entry | None:
    found = list(events.select_related("series").prefetch_related("hosts")[:1])
    return entries(found, now=timezone.now())[0] if found else None
