"""Who may do what: the one place of this room where it is decided."""

from typing import Any

from .enums import Role
from .models import Organization


def has_role(user: Any, *roles: Role) -> bool:
    """Whether ``user`` holds one of ``roles``; an administrator holds all."""
    if not user.is_authenticated or not user.is_active:
        return False
    if user.is_superuser:
        return True
    if not hasattr(user, "_role_names"):
        user._role_names = set(user.groups.values_list("name", flat=True))
    return bool(user._role_names & {*roles, Role.ADMINISTRATOR})


def is_member(user: Any, organization: Organization) -> bool:
    """Whether ``user`` belongs to ``organization``."""
    return user.is_authenticated and organization.memberships.filter(user=user).exists()
