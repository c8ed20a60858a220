"""Invented past of the demonstration: what became of needs, and one consultation day."""

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import yaml
from django.utils import timezone

from portal.accounts.models import Membership, Organization
from portal.taxonomy.models import Prefecture, Sector

from .disclosure import stage, wording
from .enums import IntroductionState, NeedState, ProposalState, Side, Stage, Visibility
from .meetings import services as days
from .models import (
    Agreement,
    Introduction,
    Meeting,
    MeetingDay,
    MeetingParticipant,
    Need,
    Outcome,
    Proposal,
    Seed,
)

FILE = Path(__file__).parent / "demo_past.yaml"
LIFETIME = timedelta(days=180)


def load() -> int:
    """Make what is missing; how many records."""
    records = yaml.safe_load(FILE.read_text("utf-8"))
    owners = [_company(entry) for entry in records["companies"]]
    made = sum(_group(entry, owners) for entry in records["needs"])
    return made + _day(records["meeting_day"])


def _company(entry: dict[str, Any]) -> Organization:
    found, _made = Organization.objects.get_or_create(
        name=entry["name"],
        defaults={
            "sector": Sector.objects.get(code=entry["sector"]),
            "prefecture": Prefecture.objects.get(code=entry["prefecture"]),
            "size": "6-20",
            "postal_code": "8100001",
            "city": "見本",
        },
    )
    return found


def _group(entry: dict[str, Any], owners: list[Organization]) -> int:
    """One need for each company of ``which``, for coordinators only, and its introduction."""
    if Need.objects.filter(title=entry["title"]).exists():
        return 0
    seed = Seed.objects.filter(title=entry.get("seed", "")).first()
    for place, number in enumerate(entry["which"]):
        need = _need(entry, owners[number], place, served=seed is not None)
        asked = entry["asked"][place] if seed else None
        if seed is not None and asked is not None:
            dates = [entry[name][place] for name in ("asked", "met", "ended")]
            _introduction(need, seed, dates, entry["told"][place])
    return len(entry["which"])


def _need(entry: dict[str, Any], owner: Organization, place: int, *, served: bool) -> Need:
    at = timezone.now() - timedelta(days=entry["ago"] + (place if served else 0), minutes=1)
    need = Need.objects.create(
        organization=owner,
        title=entry["title"],
        body=entry["body"],
        sector_id=owner.sector_id,
        prefecture_id=owner.prefecture_id,
        visibility=Visibility.COORDINATOR,
        state=NeedState.CLOSED if served else NeedState.PUBLISHED,
        published_at=at,
        expires_on=timezone.localdate(at) + LIFETIME,
    )
    need.themes.add(entry["theme"])
    return need


def _introduction(need: Need, seed: Seed, days_after: list[int | None], told: str | None) -> None:
    asked, met, ended = (_after(need, number) for number in days_after)
    state = IntroductionState.DISCLOSED if met else IntroductionState.REVIEWED
    if ended:
        state = IntroductionState.DECLINED
    elif told:
        state = IntroductionState.CLOSED
    introduction = Introduction.objects.create(
        proposal=Proposal.objects.create(
            need=need,
            seed=seed,
            company_id=need.organization_id,
            provider_id=seed.organization_id,
            state=ProposalState.PROPOSED,
            score=0.6,
        ),
        state=state,
        reviewed_at=asked,
        company_agreed_at=met,
        provider_agreed_at=met,
        disclosed_at=met,
        ended_at=ended,
    )
    if met and asked and not ended:
        _agreements(introduction, at=met)
    elif asked:
        wording.keep(introduction)
    if told:
        for side in (Side.COMPANY, Side.PROVIDER):
            Outcome.objects.create(introduction=introduction, side=side, kind=told)


def _agreements(introduction: Introduction, *, at: datetime) -> None:
    words = wording.keep(introduction)
    Agreement.objects.bulk_create(
        Agreement(
            introduction=introduction,
            side=side,
            stage=step,
            words=words if step >= Stage.PROBLEM else None,
            agreed_at=at,
        )
        for side in stage.SIDES
        for step in stage.STEPS
    )


def _after(need: Need, number: int | None) -> datetime | None:
    if number is None or need.published_at is None:
        return None
    return min(timezone.now(), need.published_at + timedelta(days=number))


def _day(entry: dict[str, Any]) -> int:
    """A published consultation day on which everybody meets somebody."""
    if MeetingDay.objects.filter(title=entry["title"]).exists():
        return 0
    day = MeetingDay(
        title=entry["title"],
        on=timezone.localdate() + timedelta(days=entry["in_days"]),
        place=entry["place"],
        note=entry["note"],
        tables=len(entry["experts"]),
    )
    times = [_times(text, day.on) for text in entry["slots"]]
    days.save(day=day, slots=times, actor=None)
    companies = _joining(day, entry["companies"], Side.COMPANY)
    experts = _joining(day, entry["experts"], Side.PROVIDER)
    if not (companies and experts):
        return 1
    Meeting.objects.bulk_create(
        Meeting(day=day, slot=slot, company=companies[seat], expert=expert, table=table + 1)
        for turn, slot in enumerate(day.slots.order_by("begins_at"))
        for table, expert in enumerate(experts)
        if (seat := (turn + table) % max(len(companies), len(experts))) < len(companies)
    )
    days.publish(day=day, actor=None)
    return 1


def _times(text: str, on: date) -> tuple[datetime, datetime]:
    begin, end = (
        timezone.make_aware(datetime.combine(on, time.fromisoformat(part)))
        for part in text.split("-")
    )
    return begin, end


def _joining(day: MeetingDay, names: list[str], side: Side) -> list[MeetingParticipant]:
    """Those of ``names`` that exist take part; members of demo accounts by their consent."""
    found = []
    for name in names:
        owner = Organization.objects.filter(name=name).first()
        if owner is None:
            continue
        participant = MeetingParticipant.objects.create(day=day, organization=owner, side=side)
        member = Membership.objects.filter(organization=owner).order_by("pk").first()
        if member is not None:
            participant = days.join(participant=participant, user=member.user)
        else:
            participant.state = MeetingParticipant.State.JOINING
            participant.agreed_at = timezone.now()
            participant.save()
        found.append(participant)
    return found
