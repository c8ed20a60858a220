"""Reading the meeting of an introduction."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from .. import permissions
from ..enums import Side
from ..models import Appointment, AppointmentOption, Introduction


def live(introduction: Introduction) -> Appointment | None:
    """The meeting that waits for an answer or is still to come."""
    found = (
        introduction.appointments.exclude(state=Appointment.State.CANCELLED)
        .order_by("-pk")
        .first()
    )
    if found is None or _is_over(found):
        return None
    return found


def _is_over(appointment: Appointment) -> bool:
    return (
        appointment.state == Appointment.State.FIXED
        and appointment.ends_at is not None
        and appointment.ends_at < timezone.now()
    )


@dataclass(frozen=True)
class Shown:
    """The meeting as its reader may see and change it."""

    appointment: Appointment | None
    options: tuple[AppointmentOption, ...]
    can_propose: bool
    can_choose: bool
    can_cancel: bool
    is_fixed: bool


def shown(user: Any, introduction: Introduction) -> Shown:
    """What the page of ``introduction`` says about its meeting."""
    may_write = permissions.can_write_thread(user, introduction)
    found = live(introduction) if may_write else None
    options = tuple(found.options.order_by("starts_at", "pk")) if found else ()
    return Shown(
        appointment=found,
        options=options,
        can_propose=may_write,
        can_choose=bool(found and options) and may_choose(user, introduction, found),
        can_cancel=found is not None and may_write,
        is_fixed=found is not None and found.state == Appointment.State.FIXED,
    )


def may_choose(user: Any, introduction: Introduction, appointment: Appointment | None) -> bool:
    """Whether ``user`` may pick a date: the side that did not propose, or the coordinator."""
    if appointment is None or not permissions.can_write_thread(user, introduction):
        return False
    side = permissions.side_of(user, introduction)
    return side is Side.COORDINATOR or str(side) != appointment.proposed_side
