"""担当: who works on one event without a role, and that the admin's door follows.

Whoever has a duty and no role may open the Wagtail admin, with a second factor like all
staff; with the last duty the door closes, whichever way the row went.
"""

from typing import Any

from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from django.db.models.signals import post_delete, post_save
from django.utils.translation import gettext as _

from portal.accounts import roles
from portal.privacy import services as privacy

from .. import permissions
from ..enums import Duty
from ..models import Event, EventStaff, Host


class StaffingRefused(Exception):
    """The duty cannot be given; ``field`` and ``message`` say where and why."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field
        self.message = message


def grant(
    *, event: Event, email: str, duty: str, host: Host | None = None, actor: Any
) -> EventStaff:
    """Give the owner of the account with ``email`` a duty in ``event``.

    Raises:
        StaffingRefused: no such account, a duty ``actor`` may not give, a co-host without
            its body, or a duty the person has already.
    """
    if not permissions.may_give_duty(actor, event, duty):
        raise StaffingRefused(
            "duty",
            _("「担当者」はイベント担当の職員だけが追加できます。別の役割を選んでください。"),
        )
    user = get_user_model().objects.filter(email__iexact=email.strip(), is_active=True).first()
    if user is None:
        raise StaffingRefused(
            "email",
            _(
                "このメールアドレスの利用者がいません。"
                "先に本人がポータルに登録してから、もう一度追加してください。"
            ),
        )
    if duty != Duty.CO_HOST:
        host = None
    elif host is None or host.event_id != event.pk:
        raise StaffingRefused("host", _("共催者には、このイベントの団体を選んでください。"))
    try:
        with transaction.atomic():
            staff = EventStaff.objects.create(event=event, user=user, duty=duty, host=host)
            _record("event.duty_granted", staff, actor)
    except IntegrityError:
        raise StaffingRefused("email", _("この人はすでにこの役割を持っています。")) from None
    return staff


def revoke(*, staff: EventStaff, actor: Any) -> None:
    """Take a duty away; it ends with the next request of the person.

    Raises:
        StaffingRefused: ``actor`` may not take this duty.
    """
    if not permissions.may_give_duty(actor, staff.event, staff.duty):
        raise StaffingRefused("duty", _("「担当者」はイベント担当の職員だけが外せます。"))
    with transaction.atomic():
        _record("event.duty_revoked", staff, actor)
        staff.delete()


def connect() -> None:
    """Keep the door of the admin in step with the duties."""
    post_save.connect(_open_door, sender=EventStaff, dispatch_uid="events.duty_given")
    post_delete.connect(_close_door, sender=EventStaff, dispatch_uid="events.duty_taken")


def _open_door(*, instance: EventStaff, **kwargs: Any) -> None:
    roles.guests().user_set.add(instance.user_id)


def _close_door(*, instance: EventStaff, **kwargs: Any) -> None:
    if not EventStaff.objects.filter(user_id=instance.user_id).exists():
        roles.guests().user_set.remove(instance.user_id)


def _record(action: str, staff: EventStaff, actor: Any) -> None:
    privacy.record(
        action=action,
        target=f"event:{staff.event_id}",
        actor=actor,
        detail={"user": staff.user_id, "duty": str(staff.duty), "host": staff.host_id},
    )
