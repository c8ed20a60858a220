"""What waits for an event manager, for the staff home."""

from typing import Any

from django.db.models import Count, Min
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.content.staff_home import Waiting

from . import permissions
from .enums import RegistrationState
from .models import Registration

LABELS = {
    RegistrationState.APPLIED: _("結果を待つ申込"),
    RegistrationState.WAITLISTED: _("キャンセル待ちの申込"),
}


def look(user: Any) -> list[Waiting]:
    """Applications without a result, and companies on waitlists."""
    if not permissions.may_manage_events(user):
        return []
    counted = (
        Registration.objects.filter(state__in=LABELS, session__ends_at__gte=timezone.now())
        .order_by()
        .values_list("state")
        .annotate(Count("pk"), Min("created_at"))
    )
    address = reverse("registrations:index")
    return [
        Waiting(
            label=LABELS[RegistrationState(state)],
            count=count,
            url=f"{address}?state={state}",
            oldest=oldest,
        )
        for state, count, oldest in counted
    ]
