"""What the nightly check found, for the staff home."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.content.staff_home import Waiting

from . import permissions
from .selectors.invariants import last_check


def look(user: Any) -> list[Waiting]:
    """Breaches of the last check, for whoever runs all events."""
    if not permissions.may_manage_events(user):
        return []
    last = last_check()
    if last is None or not last.detail["count"]:
        return []
    return [
        Waiting(
            label=_("イベントの記録の食い違い"),
            count=last.detail["count"],
            url=reverse("events_check"),
            oldest=last.at,
        )
    ]
