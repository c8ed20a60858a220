"""Reading the letters that reached nobody: as many queries for one as for many."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from portal.accounts.enums import Role
from portal.accounts.models import Membership, Organization, User
from portal.delivery import undelivered
from portal.delivery.models import Mail

from .. import privacy_check
from ..disclosure import stage
from ..enums import ASKED, MET, Side, Stage
from ..models import Appointment, Introduction, Story, ThreadMessage
from .keys import PREFIXES, WITH_CONTACTS, Key, kind

_THINGS: Mapping[str, Any] = {"thread": ThreadMessage, "appointment": Appointment, "story": Story}


@dataclass(frozen=True)
class Letter:
    """A mail that reached nobody, its introduction, and the person it is for now.

    ``side`` and ``person`` are None where nobody stands there any more.
    """

    mail: Mail
    introduction: Introduction
    side: Side | None
    person: User | None

    @property
    def kind(self) -> str:
        """What it tells of."""
        return kind(self.mail.key)

    @property
    def organization(self) -> Organization | None:
        """Who stands on its side."""
        proposal = self.introduction.proposal
        sides = {Side.COMPANY: proposal.company, Side.PROVIDER: proposal.provider}
        return sides.get(self.side) if self.side else None

    @property
    def reason(self) -> str:
        """What the mail server said; without the address of somebody who left."""
        said = self.mail.failure
        return said if self.person else privacy_check.mask(said)

    @property
    def may_go_again(self) -> bool:
        """Whether its words may still reach this person: no disclosure beyond consent."""
        if self.person is None:
            return False
        if self.mail.attachments and self.person.email != self.mail.recipient:
            return False  # a calendar entry is made for one address
        if self.mail.key.startswith(WITH_CONTACTS):
            return stage.shown(self.introduction) >= Stage.CONTACT
        return self.introduction.state in (*ASKED, *MET)


def letters() -> list[Letter]:
    """All that wait, the oldest first."""
    return of(undelivered.waiting(prefix=PREFIXES))


def of_introduction(introduction: Introduction) -> list[Letter]:
    """Those of one introduction, the oldest first; a single query while nothing waits."""
    mails = undelivered.waiting(prefix=PREFIXES)
    return [one for one in of(mails) if one.introduction == introduction] if mails else []


def number() -> int:
    """How many wait."""
    return undelivered.count(prefix=PREFIXES)


def of(mails: Iterable[Mail]) -> list[Letter]:
    """``mails`` with their introductions and people; those of what is gone are left out."""
    keyed = [(mail, Key.read(mail.key)) for mail in mails]
    ids = _introduction_ids([key for _mail, key in keyed])
    introductions = Introduction.objects.with_sides().in_bulk(set(ids.values()))
    people = _People(keyed, introductions.values())
    found = []
    for mail, key in keyed:
        introduction = introductions.get(ids.get(key, 0))
        if introduction is not None:
            found.append(Letter(mail, introduction, *people.addressee(mail, key, introduction)))
    return found


def _introduction_ids(keys: Iterable[Key]) -> dict[Key, int]:
    """Whose letters these are."""
    keys = list(keys)
    ids = {key: key.pk for key in keys if key.thing == "introduction"}
    for thing, model in _THINGS.items():
        wanted = {key.pk for key in keys if key.thing == thing}
        rows = model.objects.filter(pk__in=wanted, introduction__isnull=False)
        known = dict(rows.order_by("pk").values_list("pk", "introduction_id"))
        ids |= {key: known[key.pk] for key in keys if key.thing == thing and key.pk in known}
    return ids


class _People:
    """Who these letters are for and where they stand, read at once."""

    def __init__(
        self, keyed: Iterable[tuple[Mail, Key]], introductions: Iterable[Introduction]
    ) -> None:
        keyed = list(keyed)
        by_id = {key.user_id for _mail, key in keyed if key.user_id}
        by_address = {mail.recipient for mail, key in keyed if key.side}
        users = User.objects.filter(Q(pk__in=by_id) | Q(email__in=by_address), is_active=True)
        self.users = {user.pk: user for user in users.order_by("pk")}
        organizations = {
            pk
            for one in introductions
            for pk in (one.proposal.company_id, one.proposal.provider_id)
        }
        self.memberships = set(
            Membership.objects.filter(
                user__in=self.users, organization__in=organizations
            ).values_list("user_id", "organization_id")
        )
        roles = Q(is_superuser=True) | Q(groups__name__in=[Role.COORDINATOR, Role.ADMINISTRATOR])
        self.coordinators = set(users.filter(roles).values_list("pk", flat=True))

    def addressee(
        self, mail: Mail, key: Key, introduction: Introduction
    ) -> tuple[Side | None, User | None]:
        """The side and the person of a letter as they are now."""
        if key.side:
            same = [user for user in self.users.values() if user.email == mail.recipient]
            sided = (user for user in same if self._side(user, introduction) is key.side)
            return key.side, next(sided, None)
        person = self.users.get(key.user_id or 0)
        side = self._side(person, introduction) if person else None
        return side, person if side else None

    def _side(self, user: User, introduction: Introduction) -> Side | None:
        proposal = introduction.proposal
        if (user.pk, proposal.company_id) in self.memberships:
            return Side.COMPANY
        if (user.pk, proposal.provider_id) in self.memberships:
            return Side.PROVIDER
        return Side.COORDINATOR if user.pk in self.coordinators else None
