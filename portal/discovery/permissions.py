"""Who may do what: the one place of this room where it is decided."""

from typing import Any

from portal.accounts.enums import Role
from portal.accounts.permissions import has_role


def runs_search(user: Any) -> bool:
    """Whether ``user`` cares for what search finds: editors, publishers, administrators."""
    return has_role(user, Role.EDITOR, Role.PUBLISHER)
