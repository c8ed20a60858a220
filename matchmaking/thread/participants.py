"""Who takes part in a thread: the members of both sides and the coordinator."""

from collections.abc import Iterable
from dataclasses import dataclass

from portal.accounts.models import Membership, Organization, User

from .. import permissions
from ..enums import Side
from ..models import Introduction, ThreadMessage


@dataclass(frozen=True)
class Participant:
    """One person and where they stand; a coordinator stands for no organization."""

    user: User
    side: Side
    organization: Organization | None

    @property
    def name(self) -> str:
        """The person's name, or nothing where none is known."""
        return self.user.get_full_name()


def of(introduction: Introduction) -> list[Participant]:
    """Everybody who may write now: who left, was closed out or lost the role is not among them."""
    proposal = introduction.proposal
    sides = {proposal.company_id: Side.COMPANY, proposal.provider_id: Side.PROVIDER}
    members = (
        Membership.objects.filter(organization_id__in=sides, user__is_active=True)
        .select_related("user", "organization")
        .order_by("pk")
    )
    found: dict[int, Participant] = {}
    for one in sorted(members, key=lambda member: member.organization_id != proposal.company_id):
        side = sides[one.organization_id]
        found.setdefault(one.user_id, Participant(one.user, side, one.organization))
    for user in _coordinators(introduction):
        found.setdefault(user.pk, Participant(user, Side.COORDINATOR, None))
    return list(found.values())


def _coordinators(introduction: Introduction) -> Iterable[User]:
    """Who reviewed it and who wrote in it, as long as they broker for the bureau."""
    wrote = ThreadMessage.objects.filter(introduction=introduction, side=Side.COORDINATOR)
    known = {*wrote.values_list("author_id", flat=True), introduction.reviewed_by_id}
    users = User.objects.filter(pk__in=known - {None}, is_active=True).order_by("pk")
    return [user for user in users if permissions.is_coordinator(user)]


def others(introduction: Introduction, *, than: int | None) -> list[Participant]:
    """Everybody but the person ``than``."""
    return [one for one in of(introduction) if one.user.pk != than]
