"""What the desk of a session shows: numbers by type, what waits, who would be told."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import permissions
from ..enums import Allocation, Duty, RegistrationState, SessionState
from ..models import Attendee, Event, ParticipationType, PlaceHold, Registration, Session
from ..moments import moment_in_words

LINK_WANTED = timedelta(days=2)
"""So long before a session its join link should be there."""


@dataclass(frozen=True)
class TypeNumbers:
    """Places and applications of one participation type."""

    type: ParticipationType
    counts: dict[str, int]
    held: int

    def count(self, state: str) -> int:
        """Applications in ``state``."""
        return self.counts.get(state, 0)

    @property
    def confirmed(self) -> int:
        """Companies that come."""
        return self.count(RegistrationState.CONFIRMED)

    @property
    def offered(self) -> int:
        """Companies with an offer that runs."""
        return self.count(RegistrationState.OFFERED)

    @property
    def waiting(self) -> int:
        """Companies on the waitlist."""
        return self.count(RegistrationState.WAITLISTED)

    @property
    def applied(self) -> int:
        """Companies without a result."""
        return self.count(RegistrationState.APPLIED)

    @property
    def cancelled(self) -> int:
        """Companies that cancelled."""
        return self.count(RegistrationState.CANCELLED)


@dataclass(frozen=True)
class Audience:
    """Whom a change of a session tells."""

    companies: int
    people: int


def numbers(session: Session) -> list[TypeNumbers]:
    """All participation types of ``session`` with their numbers, in three queries."""
    counts: dict[int, dict[str, int]] = {}
    for type_id, state, count in (
        Registration.objects.filter(session=session)
        .order_by()
        .values_list("participation_type", "state")
        .annotate(Count("pk"))
    ):
        counts.setdefault(type_id, {})[state] = count
    held = dict(
        PlaceHold.objects.filter(
            participation_type__session=session,
            ended_at__isnull=True,
            expires_at__gt=timezone.now(),
        )
        .order_by()
        .values_list("participation_type")
        .annotate(Sum("places"))
    )
    return [
        TypeNumbers(type=kind, counts=counts.get(kind.pk, {}), held=held.get(kind.pk, 0))
        for kind in session.participation_types.all()
    ]


def audience(session: Session) -> Audience:
    """Companies that applied or hold a place, and people with an address who come."""
    active = Registration.objects.filter(session=session).active()
    coming = active.filter(state=RegistrationState.CONFIRMED)
    people = Attendee.objects.filter(registration__in=coming, is_admitted=True).exclude(email="")
    return Audience(companies=active.count(), people=people.count())


def decisions(session: Session, rows: list[TypeNumbers]) -> list[tuple[str, str]]:
    """What needs a decision now, in words, each with where to decide."""
    now = timezone.now()
    listing = f"{reverse('registrations:index')}?session={session.pk}"
    found = []
    for row in rows:
        due = row.type.results_at
        if row.applied and (due is None or due <= now + timedelta(days=3)):
            words = _("「%(type)s」: 結果を待つ申込が%(count)s件") % {
                "type": row.type.label,
                "count": row.applied,
            }
            if due is not None:
                words += _("（結果のお知らせ予定 %(when)s）") % {"when": moment_in_words(due)}
            found.append((words, f"{listing}&participation_type={row.type.pk}&state=applied"))
        if row.waiting and row.type.places_left and row.type.allocation == Allocation.FIRST_COME:
            found.append(
                (
                    _("「%(type)s」: 空きが%(left)s枠、キャンセル待ちが%(count)s件")
                    % {
                        "type": row.type.label,
                        "left": row.type.places_left,
                        "count": row.waiting,
                    },
                    f"{listing}&participation_type={row.type.pk}&state=waitlisted",
                )
            )
    if lacks_join_link(session):
        found.append((_("参加用URLがまだありません"), reverse("sessions:edit", args=[session.pk])))
    if not rows and session.state != SessionState.DRAFT:
        found.append((_("参加区分がまだありません"), reverse("participation_types:add")))
    return found


def lacks_join_link(session: Session) -> bool:
    """Whether an online session begins within two days without a link to join."""
    now = timezone.now()
    soon = now <= session.ends_at and session.starts_at <= now + LINK_WANTED
    on = session.state in (SessionState.ANNOUNCED, SessionState.OPEN, SessionState.CLOSED)
    return soon and on and session.has_online and not session.join_url


def reachable(user: Any) -> QuerySet[Session]:
    """Sessions of all events in which ``user`` has a duty, whatever duty."""
    events = Event.objects.filter(permissions.events_with_duty(user, *Duty))
    return (
        Session.objects.filter(event__in=events.values("pk"))
        .select_related("event", "prefecture")
        .annotate(
            confirmed=Count(
                "registrations",
                filter=Q(registrations__state=RegistrationState.CONFIRMED),
                distinct=True,
            ),
            undecided=Count(
                "registrations",
                filter=Q(registrations__state=RegistrationState.APPLIED),
                distinct=True,
            ),
        )
    )
