"""Mails that reached nobody, for the staff home."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.content.staff_home import Waiting

from . import permissions
from .services import addresses


def look(user: Any) -> list[Waiting]:
    """How many registrations have one, in the events that ``user`` runs."""
    if not permissions.has_any_duty(user):
        return []
    found = [
        one
        for one in addresses.all_undelivered()
        if permissions.may_manage_event(user, one.registration.session.event)
    ]
    oldest = min(
        (mail.failed_at for one in found for mail in one.mails if mail.failed_at), default=None
    )
    label = _("メールが届かなかった申込")
    return [
        Waiting(label=label, count=len(found), url=reverse("events_undelivered"), oldest=oldest)
    ]
