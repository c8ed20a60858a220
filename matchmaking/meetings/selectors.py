"""Reading meeting days."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet

from portal.accounts.models import Organization

from .. import permissions
from ..enums import Side
from ..models import Meeting, MeetingDay, MeetingParticipant, MeetingSlot, Need, Seed


def days() -> QuerySet[MeetingDay]:
    """All days, the latest first, with how many take part and meet."""
    return MeetingDay.objects.annotate(
        people=Count("participants", distinct=True), number=Count("meetings", distinct=True)
    ).order_by("-on", "-pk")


def participants(day: MeetingDay) -> QuerySet[MeetingParticipant]:
    """Who was invited to ``day``, companies first."""
    found = day.participants.select_related("organization", "person")
    return found.prefetch_related("absent", "wishes").order_by("side", "pk")


def meetings(day: MeetingDay) -> QuerySet[Meeting]:
    """The meetings of ``day`` in the order of the day."""
    found = day.meetings.select_related(
        "slot", "company__organization", "company__person", "expert__organization",
        "expert__person",
    )  # fmt: skip
    return found.order_by("slot__begins_at", "table", "pk")


def of_user(user: Any) -> QuerySet[MeetingParticipant]:
    """Invitations and participations of the organizations of ``user``, soonest first."""
    return (
        MeetingParticipant.objects.filter(organization__in=permissions.organization_ids(user))
        .select_related("day", "organization")
        .order_by("day__on", "pk")
    )


def own(user: Any, day: MeetingDay) -> MeetingParticipant | None:
    """The participation of an organization of ``user`` in ``day``."""
    return of_user(user).filter(day=day).select_related("day", "organization", "person").first()


def shown_to(participant: MeetingParticipant) -> list[Meeting]:
    """The meetings of ``participant``: only once published, and only while taking part.

    Names in them are of people who agreed that those they meet see them.
    """
    if (
        participant.day.state != MeetingDay.State.PUBLISHED
        or participant.state != MeetingParticipant.State.JOINING
    ):
        return []
    found = meetings(participant.day)
    if participant.side == Side.COMPANY:
        return list(found.filter(company=participant))
    return list(found.filter(expert=participant))


@dataclass(frozen=True)
class Line:
    """One slot of the printed grid: a meeting or nothing for each table."""

    slot: MeetingSlot
    cells: Sequence[Meeting | None]


def grid(day: MeetingDay, found: Sequence[Meeting]) -> list[Line]:
    """Slots × tables."""
    placed = {(one.slot_id, one.table): one for one in found}
    return [
        Line(slot, [placed.get((slot.pk, table)) for table in range(1, day.tables + 1)])
        for slot in day.slots.order_by("begins_at", "pk")
    ]


def by_person(
    people: Sequence[MeetingParticipant], found: Sequence[Meeting]
) -> list[tuple[MeetingParticipant, list[Meeting]]]:
    """Everyone who takes part with their meetings in order."""
    held: dict[int, list[Meeting]] = defaultdict(list)
    for one in found:
        held[one.company_id].append(one)
        held[one.expert_id].append(one)
    joining = [one for one in people if one.state == MeetingParticipant.State.JOINING]
    return [(one, held[one.pk]) for one in joining]


@dataclass(frozen=True)
class Other:
    """Somebody a participant may wish to meet, without more than may be known before."""

    participant: MeetingParticipant
    name: str
    topics: Sequence[str]


def others(participant: MeetingParticipant) -> list[Other]:
    """The other side: providers by name and offers, companies by trade, place and needs."""
    wanted = Side.PROVIDER if participant.side == Side.COMPANY else Side.COMPANY
    found = list(
        participant.day.participants.filter(side=wanted)
        .exclude(state=MeetingParticipant.State.GONE)
        .select_related("organization__sector", "organization__prefecture")
        .order_by("pk")
    )
    owners = [one.organization_id for one in found]
    topics: dict[int, list[str]] = defaultdict(list)
    source: QuerySet[Any] = (
        Seed.objects.open().with_terms()
        if wanted == Side.PROVIDER
        else Need.objects.open().readable_with(frozenset({"public", "members"})).with_terms()
    )
    for one in source.filter(organization__in=owners).order_by("pk"):
        topics[one.organization_id].append(one.shown_title)
    return [Other(one, _name(one, wanted), topics[one.organization_id]) for one in found]


def _name(participant: MeetingParticipant, side: Side) -> str:
    owner = participant.organization
    if side == Side.PROVIDER:
        return owner.name
    return "・".join(str(part) for part in (owner.sector, owner.prefecture) if part)


def may_be_invited(day: MeetingDay, side: Side) -> QuerySet[Organization]:
    """Organizations with an open need or an open seed that were not invited yet."""
    source: QuerySet[Any] = Need.objects.open() if side == Side.COMPANY else Seed.objects.open()
    return (
        Organization.objects.filter(pk__in=source.values("organization_id"))
        .exclude(pk__in=day.participants.values("organization_id"))
        .order_by("name", "pk")
    )
