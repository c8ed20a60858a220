"""The list of events: upcoming and past, narrowed by month, sector, place, form and kind."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page as ResultPage
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.query import PageQuerySet

from portal.content.tags import Tag, no_tags, read_tags

from ..enums import EventKind, SessionFormat
from ..models import Event, EventPage, Series, Session
from ..moments import month_in_words
from .detail import Run, run_of

PER_PAGE = 12
FEED_FILTERS = ("sector", "prefecture")


@dataclass(frozen=True)
class Entry:
    """A session with the page that tells of it."""

    page: EventPage
    run: Run
    sectors: list[Tag]
    themes: list[Tag]

    @property
    def session(self) -> Session:
        """The session."""
        return self.run.session

    @property
    def month(self) -> str:
        """The heading it stands under."""
        return month_in_words(self.session.starts_at)

    @property
    def sector(self) -> str:
        """Code of the first sector, empty when it has none."""
        return self.sectors[0].code if self.sectors else ""


@dataclass(frozen=True)
class Choice:
    """One value of a filter and how many sessions it would leave."""

    code: str
    label: str
    count: int
    selected: bool


@dataclass(frozen=True)
class Facet:
    """One question of the filter."""

    parameter: str
    label: str
    choices: list[Choice]


@dataclass(frozen=True)
class Listing:
    """The narrowed list."""

    page: ResultPage[Entry]
    facets: list[Facet]
    total: int
    is_past: bool
    past_url: str
    upcoming_url: str
    removals: list[tuple[str, str]]
    series: Series | None
    feed_query: str


Read = Callable[[Entry], dict[str, str]]


def _sectors(entry: Entry) -> dict[str, str]:
    return {tag.code: tag.label for tag in entry.sectors}


def _prefectures(entry: Entry) -> dict[str, str]:
    place = entry.session.prefecture
    return {place.code: place.label} if place and entry.session.has_place else {}


def _formats(entry: Entry) -> dict[str, str]:
    found = {}
    if entry.session.has_place:
        found["onsite"] = str(SessionFormat.ONSITE.label)
    if entry.session.has_online:
        found["online"] = str(SessionFormat.ONLINE.label)
    return found


def _months(entry: Entry) -> dict[str, str]:
    start = timezone.localtime(entry.session.starts_at)
    return {f"{start:%Y-%m}": month_in_words(start)}


def _kinds(entry: Entry) -> dict[str, str]:
    kind = EventKind(entry.session.event.kind)
    return {kind.value: str(kind.label)}


def _series(entry: Entry) -> dict[str, str]:
    series = entry.session.event.series
    return {series.code: series.title} if series else {}


READERS: dict[str, Read] = {
    "month": _months,
    "sector": _sectors,
    "prefecture": _prefectures,
    "format": _formats,
    "kind": _kinds,
    "series": _series,
}


def listing(*, index: Any, params: QueryDict) -> Listing:
    """Sessions of the public pages below ``index``; unknown filter values are ignored."""
    is_past = params.get("when") == "past"
    pages = EventPage.objects.child_of(index)
    entries = entries_of(pages, past=is_past)
    values: dict[str, dict[str, str]] = {name: {} for name in READERS}
    for entry in entries:
        for name, read in READERS.items():
            values[name].update(read(entry))
    chosen = {name: code for name in READERS if (code := params.get(name, "")) in values[name]}
    left = [entry for entry in entries if _matches(entry, chosen)]
    labels = {
        "month": _("月"),
        "sector": _("業種"),
        "prefecture": _("開催地"),
        "format": _("参加方法"),
        "kind": _("種類"),
        "series": _("シリーズ"),
    }
    facets = [
        Facet(name, labels[name], _choices(entries, name, values[name], chosen))
        for name in READERS
    ]
    base = {"when": "past"} if is_past else {}
    return Listing(
        page=Paginator(left, PER_PAGE).get_page(params.get("page")),
        facets=facets,
        total=len(left),
        is_past=is_past,
        past_url="?" + urlencode({"when": "past"}),
        upcoming_url=index.url or "",
        removals=[
            (
                values[name][code],
                "?" + urlencode(base | {k: v for k, v in chosen.items() if k != name}),
            )
            for name, code in chosen.items()
        ],
        series=next((entry.session.event.series for entry in left if "series" in chosen), None),
        feed_query=urlencode({k: v for k, v in chosen.items() if k in FEED_FILTERS}),
    )


def _matches(entry: Entry, chosen: dict[str, str]) -> bool:
    """What is for all sectors is for each."""
    for name, code in chosen.items():
        wanted = {code, "common"} if name == "sector" else {code}
        if not wanted & set(READERS[name](entry)):
            return False
    return True


def _choices(
    entries: list[Entry], name: str, values: dict[str, str], chosen: dict[str, str]
) -> list[Choice]:
    others = {key: code for key, code in chosen.items() if key != name}
    return [
        Choice(
            code,
            label,
            sum(_matches(entry, {**others, name: code}) for entry in entries),
            chosen.get(name) == code,
        )
        for code, label in sorted(values.items(), key=lambda item: item[name != "month"])
    ]


def entries_of(
    pages: PageQuerySet, *, past: bool = False, limit: int | None = None
) -> list[Entry]:
    """Sessions told of by public ``pages``: coming ones soonest first, or past ones.

    Four queries, however many sessions.
    """
    now = timezone.now()
    chain = Session.objects.past(now) if past else Session.objects.upcoming(now)
    return entries_from(pages, chain, limit=limit)


def entries_from(
    pages: PageQuerySet, chain: QuerySet[Session], *, limit: int | None = None
) -> list[Entry]:
    """The sessions of ``chain`` that public ``pages`` tell of, in its order."""
    now = timezone.now()
    told = pages.live().defer("body", "programme", "speakers").select_related("event__series")
    by_event = {page.event_id: page for page in told.order_by("pk")}
    sessions: Iterable[Session] = (
        chain.filter(event__in=by_event)
        .select_related("prefecture")
        .prefetch_related("participation_types")[:limit]
    )
    tags = read_tags(Event, list(by_event))
    entries = []
    for session in sessions:
        page = by_event[session.event_id]
        session.event = page.event
        found = tags.get(session.event_id, no_tags())
        entries.append(Entry(page, run_of(session, now), found["sectors"], found["themes"]))
    return entries
