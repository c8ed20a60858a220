"""The mails of a meeting: dates to choose from, the invitation, its change, its end."""

from datetime import datetime
from typing import Any

from portal.delivery import mail
from portal.delivery.attachments import Attachment

from ..models import Appointment
from ..thread import letters as thread_letters
from ..thread import participants
from ..thread.participants import Participant
from . import calendar


def proposed(appointment: Appointment, *, by: int | None, number: int) -> None:
    """Tell the others which dates are proposed."""
    options = list(appointment.options.order_by("starts_at", "pk"))
    for reader in participants.others(appointment.introduction, than=by):
        chooses = str(reader.side) != appointment.proposed_side
        _send(
            appointment,
            reader,
            f"proposed-{number}",
            "matchmaking_appointment_proposed",
            {"options": options, "chooses": chooses},
        )


def fixed(appointment: Appointment, *, changed: bool) -> None:
    """Invite everybody, each with an entry for the calendar."""
    for reader in participants.of(appointment.introduction):
        _send(
            appointment,
            reader,
            f"fixed-{appointment.sequence}",
            "matchmaking_appointment_fixed",
            {"changed": changed},
            calendar.request(appointment=appointment, person=reader.user),
        )


def cancelled(appointment: Appointment, *, was_fixed: bool, starts_at: datetime | None) -> None:
    """Tell everybody, and take the entry out of their calendars."""
    for reader in participants.of(appointment.introduction):
        entry = (
            calendar.cancellation(appointment=appointment, person=reader.user)
            if was_fixed
            else None
        )
        _send(
            appointment,
            reader,
            f"cancelled-{appointment.sequence}",
            "matchmaking_appointment_cancelled",
            {"starts_at": starts_at},
            entry,
        )


def _send(
    appointment: Appointment,
    reader: Participant,
    event: str,
    template: str,
    extra: dict[str, Any],
    entry: Attachment | None = None,
) -> None:
    introduction = appointment.introduction
    mail.queue(
        key=f"appointment-{event}:{appointment.pk}:{reader.user.pk}",
        to=reader.user.email,
        template=template,
        context={
            **thread_letters.context(introduction, reader),
            "appointment": appointment,
            **extra,
        },
        language=reader.user.language,
        attachments=[entry] if entry else [],
        headers=thread_letters.headers(introduction, reader),
    )
