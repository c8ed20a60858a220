"""Who may do what with registrations: the one place of this room where it is decided."""

from typing import Any

from portal.accounts.enums import Role
from portal.accounts.permissions import has_role


def may_manage_events(user: Any) -> bool:
    """Whether ``user`` runs events: sees registrations, confirms, cancels, exports."""
    return has_role(user, Role.EVENT_MANAGER)


def may_cancel(registration: Any) -> bool:
    """Whether the applicant can still cancel: it counts, and the session is not over."""
    return registration.is_active and not registration.session.is_over


def may_have_ticket(registration: Any) -> bool:
    """Whether tickets and calendar files are given out."""
    return registration.is_confirmed
