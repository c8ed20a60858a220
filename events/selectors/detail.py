"""Everything the page of an event shows, in a constant number of queries."""

from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby

from django.utils import timezone

from portal.content.tags import Tags

from ..enums import AccessibilityOffer, Allocation, HostRole, SessionState
from ..models import Event, EventPage, Host, ParticipationType, Session
from .series import Sibling, siblings
from .speakers import Speaker, speakers_of
from .terms import Conditions, read_terms

OFF = (SessionState.CANCELLED, SessionState.POSTPONED)


@dataclass(frozen=True)
class Choice:
    """A participation type as a visitor meets it."""

    kind: ParticipationType
    is_open: bool
    conditions: Conditions = field(default_factory=Conditions)

    @property
    def waits(self) -> bool:
        """Whether applying now means the waitlist."""
        return self.kind.is_full and self.is_first_come

    @property
    def is_first_come(self) -> bool:
        """Whether a free place is given at once; else places left say nothing."""
        return self.kind.allocation == Allocation.FIRST_COME

    @property
    def roles(self) -> list[str]:
        """The parts of a company that are asked for, in words."""
        return list(self.kind._meta.get_field("roles").labels(self.kind.roles))

    @property
    def fallback(self) -> str:
        """The type one can move to when this one is full; empty when there is none."""
        return self.kind.fallback.label if self.kind.fallback else ""


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

    @property
    def is_off(self) -> bool:
        """Whether it does not take place when it was to."""
        return self.state in OFF


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
    """An event with its runs, hosts, speakers and tags."""

    event: Event
    upcoming: list[Run]
    past: list[Run]
    hosts: list[HostGroup]
    tags: Tags
    speakers: list[Speaker]
    siblings: list[Sibling]

    @property
    def next_run(self) -> Run | None:
        """The run the page is about: the next one that is not called off, else the next."""
        standing = [run for run in self.upcoming if not run.is_off]
        return next(iter([*standing, *self.upcoming]), None)

    @property
    def main_run(self) -> Run | None:
        """The next run, else the latest that was held."""
        return self.next_run or next(iter(self.past), None)

    @property
    def other_runs(self) -> list[Run]:
        """Coming runs beside the main one."""
        return [run for run in self.upcoming if run is not self.next_run]

    @property
    def sharing(self) -> list[Host]:
        """The bodies that receive the list of participants."""
        return [host for group in self.hosts for host in group.hosts if host.receives_data]

    @property
    def offers(self) -> list[str]:
        """What is ready so that everybody can take part, in words."""
        offers = set(self.event.accessibility_offers)
        return [str(offer.label) for offer in AccessibilityOffer if offer in offers]


def event_detail(page: EventPage) -> Detail:
    """What ``page`` shows, as it is now."""
    now = timezone.now()
    sessions = list(
        Session.objects.announced()
        .filter(event=page.event_id)
        .select_related("event__series", "prefecture")
        .prefetch_related("participation_types")
        .order_by("starts_at", "id")
    )
    events = Event.objects.select_related("series")
    event = sessions[0].event if sessions else events.get(pk=page.event_id)
    page.event = event
    for session in sessions:
        session.event = event
    terms = read_terms(
        events=[event.pk],
        kinds=[kind for session in sessions for kind in session.participation_types.all()],
    )
    runs = [run_of(session, now, terms.conditions) for session in sessions]
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
        tags=terms.tags[event.pk],
        speakers=speakers_of(page),
        siblings=siblings(page),
    )


def run_of(
    session: Session, now: datetime, conditions: dict[int, Conditions] | None = None
) -> Run:
    """``session`` as it stands at ``now``; its participation types are prefetched."""
    kinds = {kind.pk: kind for kind in session.participation_types.all()}
    choices = []
    for kind in kinds.values():
        kind.session = session
        if kind.fallback_id in kinds:
            kind.fallback = kinds[kind.fallback_id]
        choices.append(
            Choice(kind, kind.is_open_at(now), (conditions or {}).get(kind.pk, Conditions()))
        )
    return Run(session=session, state=session.state_at(now), choices=choices)
