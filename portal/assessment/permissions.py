"""Who may do what: the one place of this room where it is decided."""

from typing import Any

from portal.accounts.permissions import is_owner

from .models import Result


def may_remove(user: Any, result: Result) -> bool:
    """Who took the check, and whoever leads the organization."""
    return result.taken_by_id == user.pk or is_owner(user, result.organization)
