"""Queries that find nothing, for the staff home."""

from datetime import datetime, time
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.content.staff_home import Waiting
from portal.discovery import permissions
from portal.discovery.selectors import report


def waiting(user: Any) -> list[Waiting]:
    """For whoever cares for search: what nobody took care of yet."""
    if not permissions.runs_search(user):
        return []
    count, oldest = report.waiting()
    since = timezone.make_aware(datetime.combine(oldest, time())) if oldest else None
    return [Waiting(_("何も見つからない検索の言葉"), count, reverse("discovery_report"), since)]
