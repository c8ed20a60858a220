"""Everything the page of an event shows, in a constant number of queries."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.utils import timezone

from portal.content.tags import Tags, no_tags, read_tags

from ..enums import Allocation, HostRole, SessionState
from ..models import Event, EventPage, Host, ParticipationType, Session


@dataclass(frozen=True)
class Choice:
    """A participation type as a visitor meets it."""

    kind: ParticipationType
    is_open: bool

    @property
    def waits(self) -> bool:
        """Whether applying now means the waitlist."""
        return self.kind.is_full and self.kind.allocation == Allocation.FIRST_COME


@dataclass(frozen=True)
class Run:
    """A session as a visitor meets it."""

    session: Session
    state: SessionState
    choices: list[Choice]

    @property
    def open_choices(self) -> list[Choice]:
        """What can be applied for now."""
        return [choice for choice in self.choices if choice.is_open]

    @property
    def is_open(self) -> bool:
        """Whether anything can be applied for now."""
        return bool(self.open_choices)


@dataclass(frozen=True)
class HostGroup:
    """The bodies of one role, in the order they are named."""

    role: HostRole
    hosts: list[Host]

    @property
    def label(self) -> str:
        """主催, 共催…"""
        return str(self.role.label)


@dataclass(frozen=True)
class Detail:
    """An event with its runs, hosts and tags."""

    event: Event
    upcoming: list[Run]
    past: list[Run]
    hosts: list[HostGroup]
    tags: Tags

    @property
    def next_run(self) -> Run | None:
        """The run the page is about: the next one that is not called off, else the next."""
        off = (SessionState.CANCELLED, SessionState.POSTPONED)
        standing = [run for run in self.upcoming if run.state not in off]
        return next(iter([*standing, *self.upcoming]), None)

    @property
    def main_run(self) -> Run | None:
        """The next run, else the latest that was held."""
        return self.next_run or next(iter(self.past), None)


def event_detail(page: EventPage) -> Detail:
    """What ``page`` shows, as it is now."""
    event = page.event
    now = timezone.now()
    sessions = list(
        Session.objects.announced()
        .filter(event=event)
        .select_related("prefecture")
        .prefetch_related("participation_types")
        .order_by("starts_at", "id")
    )
    runs = []
    for session in sessions:
        session.event = event
        runs.append(run_of(session, now))
    roles = {role: order for order, role in enumerate(HostRole.values)}
    hosts = sorted(event.hosts.all(), key=lambda host: roles[host.role])
    return Detail(
        event=event,
        upcoming=[run for run in runs if run.session.ends_at >= now],
        past=[run for run in reversed(runs) if run.session.ends_at < now],
        hosts=[
            HostGroup(HostRole(role), list(group))
            for role, group in groupby(hosts, key=lambda host: host.role)
        ],
        tags=read_tags(Event, [event.pk]).get(event.pk, no_tags()),
    )


def run_of(session: Session, now: datetime) -> Run:
    """``session`` as it stands at ``now``; its participation types are prefetched."""
    choices = []
    for kind in session.participation_types.all():
        kind.session = session
        choices.append(Choice(kind, kind.is_open_at(now)))
    return Run(session=session, state=session.state_at(now), choices=choices)
