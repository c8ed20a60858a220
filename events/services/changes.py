"""申込内容の変更: people, answers and contact, with the places that go with them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.privacy import services as privacy

from .. import permissions
from ..enums import Door
from ..models import Attendee, ParticipationType, Registration, Session
from . import change_notices, holds, people, questions, waitlist
from .application import Contact, Person, Reply
from .errors import AlreadyRegistered, ChangeClosed, NoRoomForMore, WrongNumberOfPeople


@dataclass(frozen=True, kw_only=True)
class Named:
    """A person of the changed application; ``attendee`` is who stood in that row before."""

    person: Person
    attendee: int | None = None


@dataclass
class Moved:
    """Whose calendar changes: ``left`` are copies of rows as they were."""

    left: list[Attendee] = field(default_factory=list)
    joined: list[Attendee] = field(default_factory=list)


def change(
    *,
    registration: Registration,
    persons: Sequence[Named],
    contact: Contact,
    replies: Sequence[Reply] = (),
    message: str = "",
    actor: Any = None,
    now: datetime | None = None,
) -> Registration:
    """Put what the application says now in the place of what it said, in one transaction.

    Freed places go to whoever waits. Who left gets the calendar entry withdrawn, who joined
    gets one, and the contact is told.

    Raises:
        ChangeClosed: too late, or the application does not count any more.
        WrongNumberOfPeople, SamePersonTwice, AlreadyAttending, QuestionsChanged: as when
            applying.
        NoRoomForMore: people were added and there are no places for them.
        AlreadyRegistered: another application has the new contact address.
    """
    now = now or timezone.now()
    try:
        with transaction.atomic():
            kind = waitlist.lock(registration.participation_type_id)
            current = Registration.objects.select_related(
                "session__event", "participation_type"
            ).get(pk=registration.pk)
            before = {row.pk: row for row in current.attendees.all()}
            _check(current, persons, before, now)
            replies = questions.check(type_id=kind.pk, replies=replies, people=len(persons))
            freed = _fit(current, len(persons))
            _take_over(current, contact, message, now)
            moved = _rewrite(current, persons, before)
            questions.replace(
                registration=current,
                attendees=list(current.attendees.all()),
                replies=replies,
            )
            privacy.record(
                action="registration.changed",
                target=f"registration:{current.reference}",
                actor=actor,
                detail={
                    "people": len(persons),
                    "places": current.places,
                    "joined": len(moved.joined),
                    "left": len(moved.left),
                },
            )
            _tell(current, moved)
            if freed:
                ParticipationType.objects.release(pk=kind.pk, places=freed)
                waitlist.promote(kind)
            return current
    except IntegrityError:
        others = Registration.objects.active().filter(
            session=registration.session_id, contact_email__iexact=contact.email
        )
        if other := others.exclude(pk=registration.pk).first():
            raise AlreadyRegistered(other) from None
        raise


def _check(
    registration: Registration,
    persons: Sequence[Named],
    before: dict[int, Attendee],
    now: datetime,
) -> None:
    kind = registration.participation_type
    if not permissions.may_change(registration, now):
        raise ChangeClosed(
            _(
                "この申込はもう変更できません。"
                "ご用のときは、イベントのページのお問い合わせ先へご連絡ください。"
            )
        )
    number = len(persons)
    if not kind.min_attendees <= number <= kind.max_attendees:
        raise WrongNumberOfPeople(minimum=kind.min_attendees, maximum=kind.max_attendees)
    if number > len(before) and not permissions.may_add_people(registration, now):
        raise ChangeClosed(
            _(
                "申込締切を過ぎたため、人数は増やせません。"
                "参加者の入れ替えと削除は、開始までできます。"
            )
        )
    people.check(
        session_id=registration.session_id,
        people=[one.person for one in persons],
        door=Door.WEB,
        registration=registration,
    )


def _fit(registration: Registration, number: int) -> int:
    """Take what is missing; how many places are free now, to be given back at the end."""
    kind = registration.participation_type
    wanted, had = kind.places_for(number), registration.places
    if not registration.holds_place:
        registration.places = wanted
        return 0
    if wanted <= had:
        registration.places = wanted
        return had - wanted
    if holds.take(kind, wanted - had):
        registration.places = wanted
    elif registration.minimum_people is None or not kind.allows_fewer:
        raise NoRoomForMore(had)
    else:
        registration.places += holds.take_some(kind, at_most=wanted - had, at_least=1)
    return 0


def _take_over(registration: Registration, contact: Contact, message: str, now: datetime) -> None:
    """A new address gets links of its own: those sent to the old one end."""
    if contact.email.lower() != registration.contact_email.lower():
        registration.link_version += 1
        if registration.applicant_key.startswith("mail:"):
            registration.applicant_key = f"mail:{contact.email.lower()}"
    registration.contact_name = contact.name
    registration.contact_email = contact.email
    registration.contact_phone = contact.phone
    registration.message = message
    registration.changed_at = now
    registration.save(
        update_fields=[
            "places",
            "link_version",
            "applicant_key",
            "contact_name",
            "contact_email",
            "contact_phone",
            "message",
            "changed_at",
        ]
    )


def _rewrite(
    registration: Registration, persons: Sequence[Named], before: dict[int, Attendee]
) -> Moved:
    moved, admitted = Moved(), people.admitted(registration)
    rows = dict(before)
    for position, named in enumerate(persons):
        row = rows.pop(named.attendee, None) if named.attendee else None
        was = _copy(row) if row is not None else None
        row = row or Attendee(registration=registration)
        for name, value in vars(named.person).items():
            setattr(row, name, value)
        row.position = position
        row.is_admitted = admitted is None or position < admitted
        other = was is not None and _is_other(was, row)
        if other:
            # The ticket and the personal page of who stood here before end with it.
            row.ticket_code = Attendee._meta.get_field("ticket_code").get_default()
        row.save()
        if was is not None and was.is_admitted and (other or not row.is_admitted):
            moved.left.append(was)
        if row.is_admitted and (was is None or other or not was.is_admitted):
            moved.joined.append(row)
    for row in rows.values():
        if row.is_admitted:
            moved.left.append(_copy(row))
        row.delete()
    return moved


def _copy(row: Attendee) -> Attendee:
    names = [one.attname for one in Attendee._meta.concrete_fields]
    return Attendee(**{name: getattr(row, name) for name in names})


def _is_other(was: Attendee, row: Attendee) -> bool:
    """Another address, or another family and given name: another person's calendar."""
    renamed = was.family_name != row.family_name and was.given_name != row.given_name
    return renamed or was.email.lower() != row.email.lower()


def _tell(registration: Registration, moved: Moved) -> None:
    if not registration.is_confirmed:
        moved = Moved()
    if any(one.email for one in moved.left):
        Session.objects.filter(pk=registration.session_id).update(sequence=F("sequence") + 1)
        registration.session.refresh_from_db(fields=["sequence"])
    change_notices.send(registration=registration, left=moved.left, joined=moved.joined)
