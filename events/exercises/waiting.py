"""Requests that wait for the office, for the staff home."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from events import permissions
from portal.content.staff_home import Waiting

from . import selectors


def look(user: Any) -> list[Waiting]:
    """Requests received or being talked about."""
    if not permissions.may_manage_events(user):
        return []
    found = selectors.waiting()
    return [
        Waiting(
            label=_("返事を待つ演習開催希望"),
            count=found["count"],
            url=reverse("exercise_requests:index"),
            oldest=found["oldest"],
        )
    ]
