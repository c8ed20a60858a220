"""Who may see and do what: the one place of this room where it is decided.

A company's name and a provider's contact follow from ``stage``: nothing is
shown beyond what the consents of both sides allow.
"""

from typing import Any

from portal.accounts.enums import Role
from portal.accounts.models import Membership
from portal.accounts.permissions import has_role

from .disclosure import stage as disclosed
from .disclosure import wording
from .enums import ASKED, MET, IntroductionState, NeedState, SeedState, Side, Stage, Visibility
from .models import Introduction, Need, Seed


def organization_ids(user: Any) -> frozenset[int]:
    """The organizations ``user`` belongs to; read once per user object."""
    if not user.is_authenticated or not user.is_active:
        return frozenset()
    if not hasattr(user, "_matchmaking_organizations"):
        user._matchmaking_organizations = frozenset(
            Membership.objects.filter(user=user).values_list("organization_id", flat=True)
        )
    ids: frozenset[int] = user._matchmaking_organizations
    return ids


def is_coordinator(user: Any) -> bool:
    """Whether ``user`` brokers for the bureau."""
    return has_role(user, Role.COORDINATOR)


def scopes(user: Any) -> frozenset[str]:
    """The reading scopes of ``user``: public, members, coordinator."""
    held = {"public"}
    if organization_ids(user):
        held.add("members")
    if is_coordinator(user):
        held |= {"members", "coordinator"}
    return frozenset(held)


def owns_need(user: Any, need: Need) -> bool:
    """Whether ``need`` is of an organization of ``user``."""
    return need.organization_id in organization_ids(user)


def owns_seed(user: Any, seed: Seed) -> bool:
    """Whether ``seed`` is of an organization of ``user``."""
    return seed.organization_id in organization_ids(user)


def can_read_need(user: Any, need: Need) -> bool:
    """Whether the words of ``need`` (never the company's name) may be shown to ``user``."""
    if owns_need(user, need) or is_coordinator(user):
        return True
    if need.state != NeedState.PUBLISHED or need.expired:
        return False
    if need.visibility == Visibility.PUBLIC_ANONYMOUS:
        return True
    return need.visibility == Visibility.MEMBERS and "members" in scopes(user)


def can_see_company(user: Any, need: Need) -> bool:
    """Whether the name of the company behind ``need`` may be shown to ``user``."""
    return owns_need(user, need) or is_coordinator(user)


def can_read_seed(user: Any, seed: Seed) -> bool:
    """Whether ``seed`` may be shown to ``user``; published ones are for everybody."""
    if seed.state == SeedState.PUBLISHED and not seed.expired:
        return True
    return owns_seed(user, seed) or is_coordinator(user)


def side_of(user: Any, introduction: Introduction) -> Side | None:
    """Which side ``user`` stands on; a coordinator who is a party stands with the party."""
    ids = organization_ids(user)
    if introduction.proposal.company_id in ids:
        return Side.COMPANY
    if introduction.proposal.provider_id in ids:
        return Side.PROVIDER
    return Side.COORDINATOR if is_coordinator(user) else None


def can_open_introduction(user: Any, introduction: Introduction) -> bool:
    """Whether ``user`` may open the page of ``introduction``.

    The provider hears of it only after the coordinator's review.
    """
    side = side_of(user, introduction)
    if side is Side.PROVIDER:
        return introduction.reviewed_at is not None
    return side is not None


def stage(user: Any, introduction: Introduction) -> Stage:
    """How much of the other side ``user`` may see now: what both sides have agreed to.

    A withdrawn, declined or left introduction shows nothing more to either side.
    """
    side = side_of(user, introduction)
    if side is None:
        return Stage.NOTHING
    if side is Side.COORDINATOR:
        return Stage.CONTACT
    return disclosed.shown(introduction)


def agreed_stage(user: Any, introduction: Introduction) -> Stage:
    """Up to where the side of ``user`` lets itself be seen."""
    side = side_of(user, introduction)
    if side not in disclosed.SIDES:
        return Stage.NOTHING
    return disclosed.of_side(introduction, side)


def can_agree(user: Any, introduction: Introduction, upto: Stage = Stage.CONTACT) -> bool:
    """Whether ``user`` may let their side be seen up to ``upto`` now.

    From the problem on the words of the need must be those a coordinator let pass.
    """
    if side_of(user, introduction) not in disclosed.SIDES or introduction.state not in ASKED:
        return False
    if agreed_stage(user, introduction) >= upto:
        return False
    return upto < Stage.PROBLEM or wording.current(introduction)


def can_decline(user: Any, introduction: Introduction) -> bool:
    """Whether ``user`` may decline before contacts were disclosed."""
    side = side_of(user, introduction)
    if side is Side.PROVIDER and introduction.reviewed_at is None:
        return False
    return side is not None and introduction.state in (IntroductionState.PROPOSED, *ASKED)


def can_withdraw(user: Any, introduction: Introduction) -> bool:
    """Whether ``user`` may take back something their side has agreed to."""
    return (
        introduction.state in (*ASKED, *MET) and agreed_stage(user, introduction) > Stage.NOTHING
    )


def can_renew_words(user: Any, introduction: Introduction) -> bool:
    """Whether ``user`` may show the provider newer words than those agreed on.

    Before contacts are known newer words are asked about by agreeing anew.
    """
    side = side_of(user, introduction)
    return side is Side.COMPANY and introduction.state in MET and wording.renewed(introduction)


def can_record_outcome(user: Any, introduction: Introduction) -> bool:
    """Whether ``user`` may tell what came of ``introduction``."""
    return side_of(user, introduction) is not None and introduction.state in MET


def can_write_thread(user: Any, introduction: Introduction) -> bool:
    """Whether ``user`` may write messages and agree on a meeting: contacts are disclosed."""
    return side_of(user, introduction) is not None and introduction.state in MET


def can_read_thread(user: Any, introduction: Introduction) -> bool:
    """Whether ``user`` may read the messages; after a withdrawal without names and contacts."""
    return side_of(user, introduction) is not None and introduction.disclosed_at is not None


def sees_names_in_thread(user: Any, introduction: Introduction) -> bool:
    """Whether messages of the other side show who wrote them, with contacts and files."""
    side = side_of(user, introduction)
    return side is Side.COORDINATOR or stage(user, introduction) >= Stage.CONTACT
