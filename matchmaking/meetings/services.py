"""Meeting days: invited, joined, left, solved, shown."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.models import Organization, User
from portal.privacy import notices
from portal.privacy import services as privacy
from portal.privacy.models import Consent

from ..enums import Side
from ..models import Meeting, MeetingDay, MeetingParticipant, MeetingSlot
from ..services import contact_consent
from ..transitions import NotAllowedError
from . import letters, quality, seating, solving

State = MeetingParticipant.State


def target(day: MeetingDay) -> str:
    """The name of ``day`` in audit records."""
    return f"meeting_day:{day.pk}"


def subject(participant: MeetingParticipant) -> str:
    """The name of ``participant`` in consent records."""
    return f"meeting_participant:{participant.pk}"


def _locked(day: MeetingDay) -> MeetingDay:
    return MeetingDay.objects.select_for_update().get(pk=day.pk)


@transaction.atomic
def save(*, day: MeetingDay, slots: Sequence[tuple[datetime, datetime]], actor: Any) -> MeetingDay:
    """Keep ``day`` with ``slots``; meetings of slots and tables that are gone go too."""
    made = day.pk is None
    day.save()
    wanted = dict(slots)
    for slot in day.slots.all():
        if wanted.get(slot.begins_at) == slot.ends_at:
            del wanted[slot.begins_at]
        else:
            slot.delete()
    MeetingSlot.objects.bulk_create(
        [MeetingSlot(day=day, begins_at=begin, ends_at=end) for begin, end in wanted.items()]
    )
    day.meetings.filter(table__gt=day.tables).delete()
    privacy.record(
        action="meeting_day.made" if made else "meeting_day.changed",
        target=target(day),
        actor=actor,
    )
    return day


@transaction.atomic
def invite(
    *, day: MeetingDay, organizations: Collection[Organization], side: Side, actor: Any
) -> int:
    """Invite ``organizations`` by mail; those invited already stay as they are."""
    known = set(day.participants.values_list("organization_id", flat=True))
    invited = [
        MeetingParticipant.objects.create(day=day, organization=one, side=side)
        for one in organizations
        if one.pk not in known
    ]
    for participant in invited:
        letters.invite(participant)
    privacy.record(
        action="meeting_day.invited",
        target=target(day),
        actor=actor,
        detail={"organizations": [one.organization_id for one in invited], "side": str(side)},
    )
    return len(invited)


@transaction.atomic
def join(
    *,
    participant: MeetingParticipant,
    user: User,
    absent: Collection[MeetingSlot] = (),
    wishes: Collection[MeetingParticipant] = (),
) -> MeetingParticipant:
    """Take part: ``user`` agrees that those they meet see their name and organization.

    Meetings in slots in which they are absent are given up.

    Raises:
        NotAllowedError: the day is over or cancelled.
    """
    day = _locked(participant.day)
    if day.state == MeetingDay.State.CANCELLED or day.on < timezone.localdate():
        raise NotAllowedError(_("この個別相談会の受付は終わりました。"))
    if participant.state != State.JOINING or participant.person_id != user.pk:
        privacy.give_consent(
            purpose=contact_consent.PURPOSE,
            notice_version=notices.current(contact_consent.NOTICE).version,
            subject=subject(participant),
            user=user,
        )
    participant.state, participant.person = State.JOINING, user
    participant.agreed_at = timezone.now()
    participant.save()
    participant.absent.set(absent)
    participant.wishes.set(wishes)
    _drop(participant, slots=absent)
    privacy.record(action="meeting_day.joined", target=subject(participant), actor=user)
    return participant


def _drop(
    participant: MeetingParticipant, *, slots: Collection[MeetingSlot] | None = None
) -> None:
    lost = Meeting.objects.filter(day=participant.day_id)
    own = "company" if participant.side == Side.COMPANY else "expert"
    lost = lost.filter(**{own: participant})
    if slots is not None:
        lost = lost.filter(slot__in=slots)
    lost.delete()


@transaction.atomic
def leave(*, participant: MeetingParticipant, actor: Any) -> MeetingParticipant:
    """Not to take part (any more): their meetings end and their consent with them.

    The timetable has holes then until it is solved again.
    """
    _locked(participant.day)
    participant.state, participant.person = State.GONE, None
    participant.save()
    if participant.day.on >= timezone.localdate():
        _drop(participant)
    for consent in Consent.objects.filter(subject=subject(participant), withdrawn_at__isnull=True):
        privacy.withdraw_consent(consent=consent, actor=actor)
    privacy.record(action="meeting_day.left", target=subject(participant), actor=actor)
    return participant


@dataclass(frozen=True)
class Result:
    """What solving changed, in meetings; ``proved`` if nothing better exists."""

    total: int
    new: int
    moved: int
    gone: int
    proved: bool


def _day(
    day: MeetingDay, people: Sequence[MeetingParticipant], slots: Sequence[MeetingSlot]
) -> tuple[solving.Day, list[MeetingParticipant], list[MeetingParticipant]]:
    companies = [one for one in people if one.side == Side.COMPANY]
    experts = [one for one in people if one.side == Side.PROVIDER]
    at = {slot.pk: place for place, slot in enumerate(slots)}
    rows = {one.pk: place for place, one in enumerate(companies)}
    columns = {one.pk: place for place, one in enumerate(experts)}

    def free(group: Sequence[MeetingParticipant]) -> solving.Flags:
        there = np.ones((len(group), len(slots)), dtype=np.bool_)
        for place, one in enumerate(group):
            there[place, [at[slot.pk] for slot in one.absent.all()]] = False
        return there

    now = timezone.now()
    return (
        solving.Day(
            quality=quality.table(day, companies, experts),
            company_free=free(companies),
            expert_free=free(experts),
            tables=day.tables,
            before=[
                (rows[one.company_id], columns[one.expert_id], at[one.slot_id])
                for one in day.meetings.order_by("pk")
                if one.company_id in rows and one.expert_id in columns
            ],
            fixed=frozenset(at[slot.pk] for slot in slots if slot.begins_at <= now),
        ),
        companies,
        experts,
    )


@transaction.atomic
def solve(*, day: MeetingDay, actor: Any) -> Result:
    """Fill the timetable; one that exists is changed as little as possible.

    Once it is shown, those whose meetings changed are told by mail.
    """
    day = _locked(day)
    slots = list(day.slots.order_by("begins_at", "pk"))
    people = list(
        day.participants.filter(state=State.JOINING).prefetch_related("absent").order_by("pk")
    )
    given, companies, experts = _day(day, people, slots)
    found = solving.solve(given)
    old = {
        (one.company_id, one.expert_id): (one.slot_id, one.table)
        for one in day.meetings.order_by("pk")
    }
    rows = {one.pk: place for place, one in enumerate(companies)}
    columns = {one.pk: place for place, one in enumerate(experts)}
    at = {slot.pk: place for place, slot in enumerate(slots)}
    seats = {
        (rows[company], columns[expert], at[slot]): table
        for (company, expert), (slot, table) in old.items()
        if company in rows and expert in columns
    }
    seated = seating.seat(found.meetings, day.tables, seats)
    new = {
        (companies[company].pk, experts[expert].pk): (slots[slot].pk, table)
        for (company, expert, slot), table in seated.items()
    }
    _replace(day, old, new)
    result = Result(
        total=len(new),
        new=len(new.keys() - old.keys()),
        moved=sum(old[pair] != new[pair] for pair in new.keys() & old.keys()),
        gone=len(old.keys() - new.keys()),
        proved=found.proved,
    )
    changed = {pair for pair in old.keys() | new.keys() if old.get(pair) != new.get(pair)}
    _tell(day, {person for pair in changed for person in pair})
    privacy.record(
        action="meeting_day.solved",
        target=target(day),
        actor=actor,
        detail={"meetings": result.total, "moved": result.moved, "new": result.new},
    )
    return result


Pair = tuple[int, int]
Seat = tuple[int, int]


def _replace(day: MeetingDay, old: dict[Pair, Seat], new: dict[Pair, Seat]) -> None:
    changed = [pair for pair in old if new.get(pair) != old[pair]]
    for company, expert in changed:
        day.meetings.filter(company=company, expert=expert).delete()
    Meeting.objects.bulk_create(
        [
            Meeting(day=day, company_id=company, expert_id=expert, slot_id=slot, table=table)
            for (company, expert), (slot, table) in new.items()
            if old.get((company, expert)) != (slot, table)
        ]
    )
    day.solved_at = timezone.now()
    day.save()


def _tell(day: MeetingDay, changed: Collection[int]) -> None:
    if day.state != MeetingDay.State.PUBLISHED or not changed:
        return
    day.sequence += 1
    day.save()
    joining = day.participants.filter(pk__in=changed, state=State.JOINING)
    for participant in joining.select_related("person", "organization", "day").order_by("pk"):
        letters.timetable(participant, changed=True)


@transaction.atomic
def publish(*, day: MeetingDay, actor: Any) -> MeetingDay:
    """Show everybody their own timetable, and tell them by mail; a second time does nothing."""
    day = _locked(day)
    if day.state == MeetingDay.State.PUBLISHED:
        return day
    if not day.meetings.exists():
        raise NotAllowedError(_("時間割がまだありません。計算してから公開してください。"))
    day.state = MeetingDay.State.PUBLISHED
    day.sequence += 1
    day.save()
    joining = day.participants.filter(state=State.JOINING)
    for participant in joining.select_related("person", "organization").order_by("pk"):
        letters.timetable(participant, changed=False)
    privacy.record(action="meeting_day.published", target=target(day), actor=actor)
    return day


@transaction.atomic
def cancel(*, day: MeetingDay, actor: Any) -> MeetingDay:
    """The day does not take place; those invited who have not declined are told, once."""
    day = _locked(day)
    if day.state == MeetingDay.State.CANCELLED:
        return day
    day.state = MeetingDay.State.CANCELLED
    day.sequence += 1
    day.save()
    told = day.participants.exclude(state=State.GONE)
    for participant in told.select_related("person", "organization").order_by("pk"):
        letters.cancelled(participant)
    privacy.record(action="meeting_day.cancelled", target=target(day), actor=actor)
    return day
