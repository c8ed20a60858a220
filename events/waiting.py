"""What waits for a decision of those who run events today, for the staff home."""

from datetime import timedelta
from typing import Any

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.content.staff_home import Waiting
from portal.delivery.models import OutboxMessage, OutboxState

from . import permissions
from .enums import Allocation, Duty, RegistrationState, SessionState
from .models import Event, Registration, Session
from .selectors.desk import LINK_WANTED

OLD = timedelta(days=14)
"""An application without a promised date of results is too old after this."""

OFFER_ENDS = timedelta(hours=24)
LABELS = {
    RegistrationState.APPLIED: _("結果を待つ申込"),
    RegistrationState.WAITLISTED: _("キャンセル待ちの申込"),
}


def look(user: Any) -> list[Waiting]:
    """Applications, offers, sessions and mails that want a decision, in four queries."""
    if not permissions.has_any_duty(user, Duty.OWNER):
        return []
    found = _registrations(user) + _sessions(user)
    if permissions.may_manage_events(user):
        found += _dead_mails(user)
    return [one for one in found if one.count]


def _registrations(user: Any) -> list[Waiting]:
    now = timezone.now()
    mine = Registration.objects.filter(session__ends_at__gte=now).order_by()
    if not permissions.may_manage_events(user):
        events = Event.objects.filter(permissions.events_with_duty(user))
        mine = mine.filter(session__event__in=events.values("pk"))
    applied = Q(state=RegistrationState.APPLIED)
    waiting = Q(
        state=RegistrationState.WAITLISTED,
        participation_type__allocation=Allocation.FIRST_COME,
    )
    due = applied & Q(participation_type__results_at__lte=now)
    old = applied & Q(participation_type__results_at__isnull=True, created_at__lte=now - OLD)
    ending = Q(state=RegistrationState.OFFERED, offer_expires_at__lte=now + OFFER_ENDS)
    wanted = mine.filter(
        state__in=(
            RegistrationState.APPLIED,
            RegistrationState.WAITLISTED,
            RegistrationState.OFFERED,
        )
    )
    figures = wanted.aggregate(
        due=Count("pk", filter=due),
        due_since=Min("participation_type__results_at", filter=due),
        old=Count("pk", filter=old),
        old_since=Min("created_at", filter=old),
        applied=Count("pk", filter=applied & ~due & ~old),
        applied_since=Min("created_at", filter=applied & ~due & ~old),
        waiting=Count("pk", filter=waiting),
        waiting_since=Min("waitlisted_at", filter=waiting),
        ending=Count("pk", filter=ending),
        ending_since=Min("offered_at", filter=ending),
    )
    address = reverse("registrations:index")
    labels = (
        ("due", _("結果のお知らせ予定を過ぎた申込"), "applied"),
        ("old", _("2週間より長く結果を待つ申込"), "applied"),
        ("applied", LABELS[RegistrationState.APPLIED], "applied"),
        ("waiting", LABELS[RegistrationState.WAITLISTED], "waitlisted"),
        ("ending", _("24時間以内に期限が来る繰上げ案内"), "offered"),
    )
    return [
        Waiting(
            label=label,
            count=figures[name],
            url=f"{address}?state={state}",
            oldest=figures[f"{name}_since"],
        )
        for name, label, state in labels
    ]


def _sessions(user: Any) -> list[Waiting]:
    now = timezone.now()
    on = (SessionState.ANNOUNCED, SessionState.OPEN, SessionState.CLOSED)
    events = Event.objects.filter(permissions.events_with_duty(user))
    linkless = Session.objects.filter(
        event__in=events.values("pk"),
        state__in=on,
        starts_at__lte=now + LINK_WANTED,
        ends_at__gte=now,
        join_url="",
    ).exclude(format="onsite")
    first = list(linkless.order_by("starts_at", "pk")[:2])
    # One leads straight to its desk, several to the list.
    url = (
        reverse("events_desk", args=[first[0].pk]) if len(first) == 1 else reverse("events_desks")
    )
    return [
        Waiting(
            label=_("2日以内に始まるのに参加用URLがない回"),
            count=len(first) if len(first) < 2 else linkless.count(),
            url=url,
        )
    ]


def _dead_mails(user: Any) -> list[Waiting]:
    dead = OutboxMessage.objects.filter(state=OutboxState.DEAD, topic="mail").aggregate(
        count=Count("pk"), oldest=Min("created_at")
    )
    url = reverse("wagtailadmin_home")
    if user.has_perm("delivery.view_outboxmessage"):
        url = f"{reverse('outbox:index')}?state=dead&topic=mail"
    return [
        Waiting(
            label=_("届けられなかったメール"),
            count=dead["count"],
            url=url,
            oldest=dead["oldest"],
        )
    ]
