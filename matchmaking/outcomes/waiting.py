"""Outcomes that wait for a coordinator, for the staff home."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.content.staff_home import Waiting

from .. import permissions
from . import selectors


def look(user: Any) -> list[Waiting]:
    """Sides that have not answered."""
    if not permissions.is_coordinator(user):
        return []
    found = selectors.overdue()
    oldest = found.first()
    return [
        Waiting(
            label=_("その後のお返事がない紹介"),
            count=found.count() if oldest else 0,
            url=reverse("matchmaking_desk:worklist") + "#overdue",
            oldest=oldest.asked_at if oldest else None,
        )
    ]
