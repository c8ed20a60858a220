"""The mails of an introduction; each names only what its reader may know."""

from collections.abc import Collection, Mapping
from typing import Any

from portal.accounts.enums import MembershipRole
from portal.accounts.models import Organization, User
from portal.delivery import mail

from . import addresses, privacy_check
from .disclosure import stage
from .enums import Cause, IntroductionState, Side, Stage
from .models import Introduction


def speaker(
    organization: Organization, preferred: User | None, without: User | None = None
) -> User | None:
    """Who is written to for ``organization``: the writer if still there, else an owner."""
    members = organization.memberships.select_related("user").filter(user__is_active=True)
    if without is not None:
        members = members.exclude(user=without)
    by_user = {membership.user: membership.role for membership in members}
    if preferred is not None and preferred in by_user:
        return preferred
    owners = [user for user, role in by_user.items() if role == MembershipRole.OWNER]
    return next(iter(owners or by_user), None)


def _sides(
    introduction: Introduction, without: User | None = None
) -> list[tuple[Side, Organization, User | None]]:
    proposal = introduction.proposal
    authors = {Side.COMPANY: proposal.need.created_by, Side.PROVIDER: proposal.seed.created_by}
    found = []
    for side, organization in (
        (Side.COMPANY, proposal.company),
        (Side.PROVIDER, proposal.provider),
    ):
        agreed = [row.person for row in stage.standing(introduction, side) if row.person_id]
        preferred = agreed[-1] if agreed else authors[side]
        found.append((side, organization, speaker(organization, preferred, without)))
    return found


def _send(
    introduction: Introduction,
    event: str,
    template: str,
    *,
    to: Collection[Side] = stage.SIDES,
    without: User | None = None,
    common: Mapping[str, Any] | None = None,
    **extra: dict[Side, Any],
) -> None:
    for side, organization, person in _sides(introduction, without):
        if person is None or side not in to:
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
                "is_company": side is Side.COMPANY,
                "person": person,
                "url": addresses.absolute(introduction, language=person.language),
                **(common or {}),
                **{name: by_side[side] for name, by_side in extra.items()},
            },
            language=person.language,
        )


def ask_both_sides(introduction: Introduction) -> None:
    """Tell both sides of the proposal and ask for their consent."""
    _send(
        introduction,
        "proposal",
        "matchmaking_proposal_{side}",
        common={
            "message": privacy_check.mask(introduction.message, introduction.proposal.need.writer)
        },
    )


def tell_of_agreement(introduction: Introduction, side: Side, *, before: Stage, mark: int) -> None:
    """Tell the side across how far both, or ``side`` alone, have agreed; no names."""
    now, agreed = stage.shown(introduction), stage.of_side(introduction, side)
    _send(
        introduction,
        f"stage-{mark}",
        "matchmaking_stage",
        to=[stage.other(side)],
        common={
            "reached": now if now > before else None,
            "wished": agreed if agreed > now else None,
        },
    )


def tell_of_step_back(introduction: Introduction, side: Side, *, mark: int) -> None:
    """Tell the side across that less is shown from now on; neither why nor by whom."""
    _send(
        introduction,
        f"back-{mark}",
        "matchmaking_stage_back",
        to=[stage.other(side)],
        common={"shown": stage.shown(introduction)},
    )


def ask_anew(
    introduction: Introduction,
    cause: Cause,
    *,
    to: Collection[Side] = stage.SIDES,
    without: User | None = None,
    mark: int,
) -> None:
    """Ask for agreements that have lapsed: the words changed, or the contact left."""
    _send(
        introduction,
        f"anew-{mark}",
        "matchmaking_asked_anew",
        to=to,
        without=without,
        common={"words_changed": cause is Cause.WORDS},
    )


def disclose_to_both_sides(introduction: Introduction, *, mark: int) -> None:
    """Send each side the name and contact of the person who agreed for the other."""
    proposal = introduction.proposal
    company = {"organization": proposal.company, "person": introduction.company_agreed_by}
    provider = {"organization": proposal.provider, "person": introduction.provider_agreed_by}
    _send(
        introduction,
        f"disclosure:{mark}",
        "matchmaking_disclosure",
        other={Side.COMPANY: provider, Side.PROVIDER: company},
    )


def tell_the_end(introduction: Introduction, *, without: User | None = None) -> None:
    """Tell both sides that an introduction has ended, without names."""
    _send(
        introduction,
        "ended",
        "matchmaking_ended",
        without=without,
        common={"left": introduction.state == IntroductionState.LEFT},
    )
