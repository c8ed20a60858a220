"""Meeting days: made, invited to, joined, left, shown, called off."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

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
from . import letters

State = MeetingParticipant.State


def target(day: MeetingDay) -> str:
    """The name of ``day`` in audit records."""
    return f"meeting_day:{day.pk}"


def subject(participant: MeetingParticipant) -> str:
    """The name of ``participant`` in consent records."""
    return f"meeting_participant:{participant.pk}"


def locked(day: MeetingDay) -> MeetingDay:
    """``day`` as it is now, kept from others until the transaction ends."""
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
    day = locked(participant.day)
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
    locked(participant.day)
    participant.state, participant.person = State.GONE, None
    participant.save()
    if participant.day.on >= timezone.localdate():
        _drop(participant)
    for consent in Consent.objects.filter(subject=subject(participant), withdrawn_at__isnull=True):
        privacy.withdraw_consent(consent=consent, actor=actor)
    privacy.record(action="meeting_day.left", target=subject(participant), actor=actor)
    return participant


def consent_withdrawn(consent: Consent, actor: Any) -> None:
    """Let whoever ended the consent on the page of their own data stay away from the day."""
    _word, pk = consent.subject.split(":")
    for participant in MeetingParticipant.objects.filter(pk=pk).exclude(state=State.GONE):
        leave(participant=participant, actor=actor)


@transaction.atomic
def publish(*, day: MeetingDay, actor: Any) -> MeetingDay:
    """Show everybody their own timetable, and tell them by mail; a second time does nothing."""
    day = locked(day)
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
    day = locked(day)
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
