"""What is read from the database for a period, in a fixed number of queries."""

from bisect import bisect
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple

from django.db.models import BooleanField, ExpressionWrapper, Q
from django.utils import timezone

from portal.taxonomy.models import Prefecture, Sector, Theme

from ..enums import NeedState, SeedState
from ..models import Introduction, Need, Outcome, Seed
from .periods import Period

KYUSHU = ("fukuoka", "saga", "nagasaki", "kumamoto", "oita", "miyazaki", "kagoshima")
ELSEWHERE = "elsewhere"


class NeedFact(NamedTuple):
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


class MeetingFact(NamedTuple):
    """One introduction that was put to both sides."""

    pk: int
    need: int
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
    introductions = _introductions(period)
    begin, end = period.begin.astimezone(UTC), period.end.astimezone(UTC)
    asked = [one for one in introductions if begin <= one.asked_at < end]
    return Facts(
        period=period,
        themes=list(Theme.objects.all()),
        sectors=list(Sector.objects.all()),
        prefectures=list(Prefecture.objects.filter(code__in=KYUSHU)),
        needs=_needs(period, introductions),
        asked=asked,
        met=[one for one in introductions if one.met_at and begin <= one.met_at < end],
        outcomes=_outcomes(period),
        seeds=_seeds(),
        experts=_experts(period) | {one.provider for one in asked},
    )


def _needs(period: Period, introductions: Sequence[MeetingFact]) -> list[NeedFact]:
    found = Need.objects.filter(published_at__gte=period.begin, published_at__lt=period.end)
    themes: dict[int, list[str]] = defaultdict(list)
    tagged = Need.themes.through.objects.filter(need__in=found).order_by("pk")
    for need, theme in tagged.values_list("need_id", "theme_id"):
        themes[need].append(theme)
    asked, met = _first_dates(introductions)
    begins = [quarter.begin.astimezone(UTC) for quarter in period.quarters]
    columns = ("pk", "organization_id", "sector_id", "prefecture_id", "published_at", "is_open")
    is_open = Q(state=NeedState.PUBLISHED, expires_on__gte=timezone.localdate())
    rows = found.annotate(is_open=_whether(is_open)).order_by("pk").values_list(*columns)
    return [
        NeedFact(
            pk=pk,
            company=company,
            sector=sector,
            prefecture=prefecture if prefecture in KYUSHU else ELSEWHERE,
            themes=tuple(themes[pk]),
            published_at=published_at,
            quarter=period.quarter or bisect(begins, published_at),
            is_open=bool(is_open),
            asked_at=asked.get(pk),
            met_at=met.get(pk),
        )
        for pk, company, sector, prefecture, published_at, is_open in rows
        if published_at is not None
    ]


def _whether(condition: Q) -> Any:
    """``condition`` as a column: cheaper than reading dates only to compare them."""
    return ExpressionWrapper(condition, output_field=BooleanField())


def _first_dates(
    introductions: Sequence[MeetingFact],
) -> tuple[dict[int, datetime], dict[int, datetime]]:
    """When each need was first put to both sides, and when contacts were first shared."""
    asked: dict[int, datetime] = {}
    met: dict[int, datetime] = {}
    for one in introductions:
        for known, at in ((asked, one.asked_at), (met, one.met_at)):
            if at is not None and (one.need not in known or at < known[one.need]):
                known[one.need] = at
    return asked, met


def _introductions(period: Period) -> list[MeetingFact]:
    """Introductions of the period's needs, and those put to both or disclosed in the period."""
    touched = Q()
    for moment in ("proposal__need__published_at", "reviewed_at", "disclosed_at"):
        touched |= Q(**{f"{moment}__gte": period.begin, f"{moment}__lt": period.end})
    over = _whether(Q(ended_at__isnull=False))
    rows = Introduction.objects.filter(touched, reviewed_at__isnull=False).annotate(over=over)
    columns = ("pk", "proposal__need_id", "proposal__provider_id", "reviewed_at", "disclosed_at")
    return [
        MeetingFact(pk, need, provider, asked_at, met_at, has_ended=bool(has_ended))
        for pk, need, provider, asked_at, met_at, has_ended in rows.order_by("pk").values_list(
            *columns, "over"
        )
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
