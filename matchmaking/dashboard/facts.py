"""What is read from the database for a period, in a fixed number of queries."""

from bisect import bisect
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from portal.taxonomy.models import Prefecture, Sector, Theme

from ..enums import NeedState, SeedState
from ..models import Introduction, Need, Outcome, Seed
from .periods import Period

KYUSHU = ("fukuoka", "saga", "nagasaki", "kumamoto", "oita", "miyazaki", "kagoshima")
ELSEWHERE = "elsewhere"


@dataclass(frozen=True)
class NeedFact:
    """One need as it is counted."""

    pk: int
    company: int
    sector: str
    prefecture: str
    themes: tuple[str, ...]
    published_at: datetime
    quarter: int
    is_open: bool
    asked_at: datetime | None
    met_at: datetime | None


@dataclass(frozen=True)
class MeetingFact:
    """One introduction that was put to both sides in the period, or disclosed in it."""

    pk: int
    provider: int
    asked_at: datetime
    met_at: datetime | None
    has_ended: bool


@dataclass(frozen=True)
class SeedFact:
    """One open seed: what it covers."""

    themes: frozenset[str]
    sectors: frozenset[str]
    prefectures: frozenset[str]
    online: bool


@dataclass(frozen=True)
class Facts:
    """Everything the figures of a period are made of."""

    period: Period
    themes: Sequence[Theme]
    sectors: Sequence[Sector]
    prefectures: Sequence[Prefecture]
    needs: Sequence[NeedFact]
    asked: Sequence[MeetingFact]
    met: Sequence[MeetingFact]
    outcomes: Mapping[int, Mapping[str, str]]
    seeds: Sequence[SeedFact]
    experts: frozenset[int]


def read(period: Period) -> Facts:
    """The facts of ``period``."""
    asked = _meetings(Q(reviewed_at__gte=period.begin, reviewed_at__lt=period.end))
    met = _meetings(Q(disclosed_at__gte=period.begin, disclosed_at__lt=period.end))
    return Facts(
        period=period,
        themes=list(Theme.objects.all()),
        sectors=list(Sector.objects.all()),
        prefectures=list(Prefecture.objects.filter(code__in=KYUSHU)),
        needs=_needs(period),
        asked=asked,
        met=met,
        outcomes=_outcomes(period),
        seeds=_seeds(),
        experts=_experts(period) | {one.provider for one in asked},
    )


def _needs(period: Period) -> list[NeedFact]:
    found = Need.objects.filter(published_at__gte=period.begin, published_at__lt=period.end)
    themes: dict[int, list[str]] = defaultdict(list)
    tagged = Need.themes.through.objects.filter(need__in=found).order_by("pk")
    for need, theme in tagged.values_list("need_id", "theme_id"):
        themes[need].append(theme)
    asked, met = _first_dates(period)
    today = timezone.localdate()
    begins = [quarter.begin for quarter in period.quarters]
    rows = found.order_by("pk").values_list(
        "pk",
        "organization_id",
        "sector_id",
        "prefecture_id",
        "published_at",
        "state",
        "expires_on",
    )
    return [
        NeedFact(
            pk=pk,
            company=company,
            sector=sector,
            prefecture=prefecture if prefecture in KYUSHU else ELSEWHERE,
            themes=tuple(themes[pk]),
            published_at=published_at,
            quarter=period.quarter or bisect(begins, published_at),
            is_open=state == NeedState.PUBLISHED and expires_on >= today,
            asked_at=asked.get(pk),
            met_at=met.get(pk),
        )
        for pk, company, sector, prefecture, published_at, state, expires_on in rows
        if published_at is not None
    ]


def _first_dates(period: Period) -> tuple[dict[int, datetime], dict[int, datetime]]:
    """When each need of ``period`` was first put to both sides, and when contacts were shown."""
    rows = Introduction.objects.filter(
        proposal__need__published_at__gte=period.begin,
        proposal__need__published_at__lt=period.end,
        reviewed_at__isnull=False,
    ).values_list("proposal__need_id", "reviewed_at", "disclosed_at")
    asked: dict[int, datetime] = {}
    met: dict[int, datetime] = {}
    for need, reviewed_at, disclosed_at in rows.order_by("pk"):
        for known, at in ((asked, reviewed_at), (met, disclosed_at)):
            if at is not None and (need not in known or at < known[need]):
                known[need] = at
    return asked, met


def _meetings(which: Q) -> list[MeetingFact]:
    rows = Introduction.objects.filter(which, reviewed_at__isnull=False).values_list(
        "pk", "proposal__provider_id", "reviewed_at", "disclosed_at", "ended_at"
    )
    return [
        MeetingFact(pk, provider, asked_at, met_at, has_ended=ended_at is not None)
        for pk, provider, asked_at, met_at, ended_at in rows.order_by("pk")
        if asked_at is not None
    ]


def _outcomes(period: Period) -> dict[int, dict[str, str]]:
    """Of introductions disclosed in ``period``: the newest word of each side."""
    rows = Outcome.objects.filter(
        introduction__disclosed_at__gte=period.begin, introduction__disclosed_at__lt=period.end
    ).values_list("introduction_id", "side", "kind")
    found: dict[int, dict[str, str]] = defaultdict(dict)
    for introduction, side, kind in rows.order_by("pk"):
        found[introduction][side] = kind
    return found


def _seeds() -> list[SeedFact]:
    seeds = Seed.objects.open()
    tags: list[dict[int, set[str]]] = []
    for field, column in (
        ("themes", "theme_id"),
        ("sectors", "sector_id"),
        ("prefectures", "prefecture_id"),
    ):
        held: dict[int, set[str]] = defaultdict(set)
        through = getattr(Seed, field).through.objects.filter(seed__in=seeds)
        for seed, code in through.order_by("pk").values_list("seed_id", column):
            held[seed].add(code)
        tags.append(held)
    return [
        SeedFact(*(frozenset(held[pk]) for held in tags), online=online)
        for pk, online in seeds.order_by("pk").values_list("pk", "online")
    ]


def _experts(period: Period) -> frozenset[int]:
    """Providers with an offer that was open at some time of ``period``."""
    rows = Seed.objects.filter(
        state=SeedState.PUBLISHED,
        published_at__lt=period.end,
        expires_on__gte=timezone.localdate(period.begin),
    )
    return frozenset(rows.order_by("pk").values_list("organization_id", flat=True))
