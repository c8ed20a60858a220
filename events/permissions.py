"""Who may do what with events: the one place of this room where it is decided.

A role (``portal.accounts``) reaches every event; a duty (``EventStaff``) reaches one.
"""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from portal.accounts.enums import Role
from portal.accounts.permissions import has_role

from .enums import Duty, SessionState


def may_manage_events(user: Any) -> bool:
    """Whether ``user`` runs all events: sees registrations, confirms, cancels, exports."""
    return has_role(user, Role.EVENT_MANAGER)


def has_duty(user: Any, event: Any, *duties: Duty) -> bool:
    """Whether ``user`` has one of ``duties`` in ``event``; whoever runs all events has all.

    Like a role, a duty counts only in a session that showed a second factor.
    """
    if may_manage_events(user):
        return True
    if not _may_have_duties(user):
        return False
    return bool(_duties(user).get(event.pk, frozenset()) & {*duties, Duty.OWNER})


def _may_have_duties(user: Any) -> bool:
    if not user.is_authenticated or not user.is_active:
        return False
    return not getattr(user, "lacks_second_factor", False)


def _duties(user: Any) -> dict[int, frozenset[str]]:
    """Duties by event, read once per user object."""
    if not hasattr(user, "_event_duties"):
        found: dict[int, set[str]] = {}
        for event_id, duty in user.event_duties.order_by().values_list("event_id", "duty"):
            found.setdefault(event_id, set()).add(duty)
        user._event_duties = {pk: frozenset(duties) for pk, duties in found.items()}
    duties: dict[int, frozenset[str]] = user._event_duties
    return duties


def has_any_duty(user: Any, *duties: Duty) -> bool:
    """Whether ``user`` has one of ``duties`` (default: any) in some event, or runs all."""
    if may_manage_events(user):
        return True
    if not _may_have_duties(user):
        return False
    wanted = {*duties, Duty.OWNER} if duties else set(Duty.values)
    return any(found & wanted for found in _duties(user).values())


def events_with_duty(user: Any, *duties: Duty) -> Q:
    """Which events ``user`` reaches by ``duties``: a condition on ``Event``."""
    if may_manage_events(user):
        return Q()
    if not _may_have_duties(user):
        return Q(pk__in=[])
    wanted = {*duties, Duty.OWNER}
    return Q(pk__in=[pk for pk, found in _duties(user).items() if found & wanted])


def may_manage_event(user: Any, event: Any) -> bool:
    """Whether ``user`` runs ``event``: registrations, letters, surveys, reports, exports."""
    return has_duty(user, event)


def may_give_duty(user: Any, event: Any, duty: str) -> bool:
    """Whether ``user`` may give or take ``duty`` in ``event``; owners do not make owners."""
    return may_manage_events(user) or (duty != Duty.OWNER and may_manage_event(user, event))


def may_select(user: Any, event: Any) -> bool:
    """Whether ``user`` scores and approves the selection of ``event``."""
    return has_duty(user, event, Duty.SELECTOR)


def may_check_in(user: Any, event: Any) -> bool:
    """Whether ``user`` receives people on the day: sees names and tickets, nothing else."""
    return has_duty(user, event, Duty.CHECK_IN)


def co_host_of(user: Any, event: Any) -> QuerySet[Any]:
    """The hosts of ``event`` that ``user`` speaks for; their consented items may be seen."""
    hosts: QuerySet[Any] = event.hosts.filter(staff__user=user, staff__duty=Duty.CO_HOST)
    return hosts if _may_have_duties(user) else hosts.none()


def may_cancel(registration: Any) -> bool:
    """Whether the applicant can still cancel: it counts, and the session is not over."""
    return registration.is_active and not registration.session.is_over


def may_change(registration: Any, now: datetime) -> bool:
    """Whether the applicant can still change people, answers and contact: until the start."""
    session = registration.session
    return (
        registration.is_active
        and now < session.starts_at
        and session.state not in (SessionState.CANCELLED, SessionState.HELD)
    )


def may_add_people(registration: Any, now: datetime) -> bool:
    """Whether more people can be named: as long as applications are taken."""
    open_now: bool = registration.participation_type.is_open_at(now)
    return may_change(registration, now) and open_now


def may_have_ticket(registration: Any) -> bool:
    """Whether tickets and calendar files are given out."""
    return registration.is_confirmed
