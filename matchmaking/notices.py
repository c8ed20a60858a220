"""The mails of an introduction; each names only what its reader may know."""

from typing import Any

from portal.accounts.enums import MembershipRole
from portal.accounts.models import Organization, User
from portal.delivery import mail

from . import addresses
from .enums import Side
from .models import Introduction


def speaker(organization: Organization, preferred: User | None) -> User | None:
    """Who is written to for ``organization``: the writer if still there, else an owner."""
    members = organization.memberships.select_related("user").filter(user__is_active=True)
    by_user = {membership.user: membership.role for membership in members}
    if preferred is not None and preferred in by_user:
        return preferred
    owners = [user for user, role in by_user.items() if role == MembershipRole.OWNER]
    return next(iter(owners or by_user), None)


def _sides(introduction: Introduction) -> list[tuple[Side, Organization, User | None]]:
    proposal = introduction.proposal
    return [
        (
            Side.COMPANY,
            proposal.company,
            introduction.company_agreed_by or speaker(proposal.company, proposal.need.created_by),
        ),
        (
            Side.PROVIDER,
            proposal.provider,
            introduction.provider_agreed_by
            or speaker(proposal.provider, proposal.seed.created_by),
        ),
    ]


def _send(introduction: Introduction, event: str, template: str, **extra: dict[Side, Any]) -> None:
    for side, organization, person in _sides(introduction):
        if person is None:
            continue
        mail.queue(
            key=f"introduction-{event}:{introduction.pk}:{side}",
            to=person.email,
            template=template.format(side=side),
            context={
                "introduction": introduction,
                "need": introduction.proposal.need,
                "seed": introduction.proposal.seed,
                "organization": organization,
                "person": person,
                "url": addresses.absolute(introduction),
                **{name: by_side[side] for name, by_side in extra.items()},
            },
            language=person.language,
        )


def ask_both_sides(introduction: Introduction) -> None:
    """Tell both sides of the proposal and ask for their consent."""
    _send(introduction, "proposal", "matchmaking_proposal_{side}")


def disclose_to_both_sides(introduction: Introduction) -> None:
    """Send each side the name and contact of the other."""
    company, provider = _sides(introduction)
    _send(
        introduction,
        "disclosure",
        "matchmaking_disclosure",
        other={
            Side.COMPANY: {"organization": provider[1], "person": provider[2]},
            Side.PROVIDER: {"organization": company[1], "person": company[2]},
        },
    )


def tell_the_end(introduction: Introduction) -> None:
    """Tell both sides that an introduction has ended, without names."""
    _send(introduction, "ended", "matchmaking_ended")
