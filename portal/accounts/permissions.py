"""Who may do what: the one place of this room where it is decided."""

from typing import Any

from .enums import MembershipRole, Role
from .models import Membership, Organization

GUESTS = "guest_staff"
"""The group of people without a role whom another room lets into the admin for a duty."""


def has_role(user: Any, *roles: Role) -> bool:
    """Whether ``user`` holds one of ``roles``; an administrator holds all.

    A visitor's session counts only once it showed a second factor: the middleware of
    this room marks the others with ``lacks_second_factor``.
    """
    if not user.is_authenticated or not user.is_active:
        return False
    if getattr(user, "lacks_second_factor", False):
        return False
    if user.is_superuser:
        return True
    return bool(_role_names(user) & {*roles, Role.ADMINISTRATOR})


def _role_names(user: Any) -> set[str]:
    if not hasattr(user, "_role_names"):
        user._role_names = set(user.groups.values_list("name", flat=True))
    names: set[str] = user._role_names
    return names


def needs_second_factor(user: Any) -> bool:
    """Whether ``user`` works for the bureau: staff, in any role, or a guest of the admin."""
    if not user.is_authenticated:
        return False
    if user.is_staff or user.is_superuser:
        return True
    return bool(_role_names(user) & {*Role.values, GUESTS})


def is_member(user: Any, organization: Organization) -> bool:
    """Whether ``user`` belongs to ``organization``."""
    return user.is_authenticated and organization.memberships.filter(user=user).exists()


def is_owner(user: Any, organization: Organization) -> bool:
    """Whether ``user`` leads ``organization``: changes its data, invites, removes."""
    return (
        user.is_authenticated
        and organization.memberships.filter(user=user, role=MembershipRole.OWNER).exists()
    )


def may_remove(user: Any, membership: Membership) -> bool:
    """Owners remove anyone; everybody may leave."""
    return membership.user_id == user.pk or is_owner(user, membership.organization)
