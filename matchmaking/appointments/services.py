"""Agreeing on a meeting: dates proposed, one picked, called off."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.privacy import services as privacy

from .. import permissions
from ..models import Appointment, AppointmentOption, AppointmentStep, Introduction
from ..transitions import NotAllowedError
from . import letters, selectors

MOST_OPTIONS = 3
State = Appointment.State
Kind = AppointmentStep.Kind


@dataclass(frozen=True)
class Terms:
    """How long and where."""

    minutes: int
    place: str = ""
    url: str = ""


@transaction.atomic
def propose(
    *, introduction: Introduction, user: User, starts: Sequence[datetime], terms: Terms
) -> Appointment:
    """Offer the other side one to three dates; a date fixed before holds until one is picked.

    The same dates again change nothing.

    Raises:
        NotAllowedError: contacts are not disclosed (any more), the user is no party to it, or
            the dates are none, too many or over.
    """
    introduction = _writable(introduction, user)
    wanted = sorted(set(starts))
    if not 1 <= len(wanted) <= MOST_OPTIONS or wanted[0] <= timezone.now():
        raise NotAllowedError(_("これからの日時を、1つから3つまで選んでください。"))
    appointment = selectors.live(introduction)
    if appointment is not None and _are_offered(appointment, wanted, terms):
        return appointment
    side = str(permissions.side_of(user, introduction))
    appointment = appointment or Appointment(introduction=introduction)
    appointment.proposed_side, appointment.proposed_by = side, user
    appointment.save()
    appointment.options.all().delete()
    AppointmentOption.objects.bulk_create(
        [
            AppointmentOption(
                appointment=appointment,
                starts_at=start,
                minutes=terms.minutes,
                place=terms.place,
                url=terms.url,
            )
            for start in wanted
        ]
    )
    step = _note(appointment, Kind.PROPOSED, user)
    letters.proposed(appointment, by=user.pk, number=step.pk)
    return appointment


def _are_offered(appointment: Appointment, wanted: list[datetime], terms: Terms) -> bool:
    options = list(appointment.options.order_by("starts_at", "pk"))
    return [one.starts_at for one in options] == wanted and all(
        Terms(one.minutes, one.place, one.url) == terms for one in options
    )


@transaction.atomic
def choose(*, introduction: Introduction, user: User, option: int) -> Appointment:
    """Pick one of the proposed dates; everybody is invited.

    Raises:
        NotAllowedError: it is not the user's turn, or the date is no longer offered or over.
    """
    introduction = _writable(introduction, user)
    appointment = selectors.live(introduction)
    found = appointment and appointment.options.filter(pk=option).first()
    if not appointment or not found or not selectors.may_choose(user, introduction, appointment):
        raise NotAllowedError(
            _("この日程は、もう選べません。画面を開き直して、いまの候補をお確かめください。")
        )
    if found.starts_at <= timezone.now():
        raise NotAllowedError(_("この日時は過ぎています。別の日時を提案してください。"))
    terms = Terms(found.minutes, found.place, found.url)
    return _fix(appointment, user, found.starts_at, terms)


@transaction.atomic
def settle(
    *, introduction: Introduction, user: User, starts_at: datetime, terms: Terms
) -> Appointment:
    """The coordinator sets the date that both sides told them.

    Raises:
        NotAllowedError: the user is not the coordinator, or the date is over.
    """
    introduction = _writable(introduction, user)
    if not permissions.is_coordinator(user):
        raise NotAllowedError(_("日時を直接決められるのは、コーディネーターだけです。"))
    if starts_at <= timezone.now():
        raise NotAllowedError(_("これからの日時を入れてください。"))
    appointment = selectors.live(introduction) or Appointment(
        introduction=introduction, proposed_side=str(permissions.side_of(user, introduction))
    )
    if (
        appointment.state == State.FIXED
        and appointment.starts_at == starts_at
        and Terms(appointment.minutes, appointment.place, appointment.url) == terms
    ):
        return appointment
    return _fix(appointment, user, starts_at, terms)


def _fix(appointment: Appointment, user: User, starts_at: datetime, terms: Terms) -> Appointment:
    changed = appointment.state == State.FIXED
    if changed:
        appointment.sequence += 1
    appointment.state = State.FIXED
    appointment.starts_at = starts_at
    appointment.ends_at = starts_at + timedelta(minutes=terms.minutes)
    appointment.minutes, appointment.place, appointment.url = (
        terms.minutes,
        terms.place,
        terms.url,
    )
    appointment.save()
    appointment.options.all().delete()
    _note(appointment, Kind.CHANGED if changed else Kind.FIXED, user)
    letters.fixed(appointment, changed=changed)
    return appointment


@transaction.atomic
def cancel(*, introduction: Introduction, user: User) -> None:
    """Call the meeting off, or take proposed dates back; a second time does nothing.

    Raises:
        NotAllowedError: contacts are not disclosed (any more) or the user is no party to it.
    """
    introduction = _writable(introduction, user)
    appointment = selectors.live(introduction)
    if appointment is not None:
        _cancel(appointment, user)


def end_with(introduction: Introduction) -> None:
    """An introduction is over: its meeting does not take place; who still belongs is told."""
    appointment = selectors.live(introduction)
    if appointment is not None:
        _cancel(appointment, None)


def _cancel(appointment: Appointment, user: User | None) -> None:
    was_fixed = appointment.state == State.FIXED
    appointment.state = State.CANCELLED
    appointment.sequence += 1
    appointment.save()
    appointment.options.all().delete()
    _note(appointment, Kind.CANCELLED, user)
    letters.cancelled(appointment, was_fixed=was_fixed, starts_at=appointment.starts_at)


def _writable(introduction: Introduction, user: User) -> Introduction:
    found: Introduction = Introduction.objects.locked(introduction.pk)
    if not permissions.can_write_thread(user, found):
        raise NotAllowedError(
            _("このやり取りには、いまは書き込めません。画面を開き直して状態をお確かめください。")
        )
    return found


def _note(appointment: Appointment, kind: Kind, user: User | None) -> AppointmentStep:
    introduction = appointment.introduction
    side = permissions.side_of(user, introduction) if user else None
    privacy.record(
        action=f"appointment.{kind}",
        target=f"introduction:{introduction.pk}",
        actor=user,
        detail={"appointment": appointment.pk, "sequence": appointment.sequence},
    )
    return AppointmentStep.objects.create(
        appointment=appointment,
        kind=kind,
        side=str(side) if side else "",
        by=user,
        starts_at=appointment.starts_at if kind != Kind.PROPOSED else None,
        sequence=appointment.sequence,
    )
