"""Reading a thread: messages and steps of the meeting in one line of time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from .. import permissions, privacy_check
from ..enums import Side
from ..masking.own_names import Writer
from ..models import AppointmentStep, InboundMail, Introduction, ThreadFile, ThreadMessage
from ..prose import tidy
from . import files

MASK = "●●●"
NEWEST = 200
"""Messages shown; a longer thread shows its newest."""


@dataclass(frozen=True)
class Entry:
    """One line of the thread as its reader may see it."""

    at: datetime
    side: str
    is_own: bool
    who: str
    anchor: str
    body: str = ""
    files: tuple[ThreadFile, ...] = ()
    refused: tuple[str, ...] = ()
    by_mail: bool = False
    is_erased: bool = False
    is_hidden: bool = False
    step: AppointmentStep | None = None


def entries(user: Any, introduction: Introduction) -> list[Entry]:
    """The thread for ``user``, the oldest first; three queries however long it is."""
    newest = list(
        ThreadMessage.objects.filter(introduction=introduction)
        .select_related("author")
        .prefetch_related("files")
        .order_by("-pk")[:NEWEST]
    )
    reader = _Reader(user, introduction, newest)
    steps = AppointmentStep.objects.filter(appointment__introduction=introduction)
    found = [reader.message(one) for one in newest]
    found += [reader.step(one) for one in steps.select_related("by").order_by("pk")]
    return sorted(found, key=lambda entry: entry.at)


class _Reader:
    """One person's view of a thread."""

    def __init__(
        self, user: Any, introduction: Introduction, messages: Sequence[ThreadMessage]
    ) -> None:
        self.side = permissions.side_of(user, introduction)
        self.sees_names = permissions.sees_names_in_thread(user, introduction)
        proposal = introduction.proposal
        self.organizations = {
            str(Side.COMPANY): proposal.company.name,
            str(Side.PROVIDER): proposal.provider.name,
        }
        other = proposal.provider if self.side is Side.COMPANY else proposal.company
        self.other = Writer.of(other)
        self.hidden = [] if self.sees_names else self._names_of_others(introduction, messages)

    def _names_of_others(
        self, introduction: Introduction, messages: Sequence[ThreadMessage]
    ) -> list[str]:
        """What the other side is called, the longest first."""
        is_company = self.side is Side.COMPANY
        other = Side.PROVIDER if is_company else Side.COMPANY
        people: set[Any] = {message.author for message in messages if message.side == other}
        people.add(
            introduction.provider_agreed_by if is_company else introduction.company_agreed_by
        )
        names = {self.organizations[str(other)]}
        for person in filter(None, people):
            names |= {person.get_full_name(), person.family_name, person.given_name}
        return sorted(map(tidy, filter(None, names)), key=len, reverse=True)

    def _open(self, side: str) -> bool:
        return self.sees_names or side == self.side or side == Side.COORDINATOR

    def _who(self, side: str, person: Any) -> str:
        label = str(Side(side).label) if side else ""
        if not self._open(side):
            return label
        parts = [self.organizations.get(side, label), person.get_full_name() if person else ""]
        return " ".join(filter(None, parts))

    def message(self, message: ThreadMessage) -> Entry:
        """A message; after a withdrawal the other side's without names, contacts and files."""
        is_open = self._open(message.side)
        is_whole = self.sees_names or message.side == self.side
        return Entry(
            at=message.created_at,
            side=message.side,
            is_own=message.side == self.side,
            who=self._who(message.side, message.author),
            anchor=f"message-{message.pk}",
            body=message.body if is_whole else self._without_names(message.body),
            files=tuple(message.files.all()) if is_open else (),
            refused=tuple(map(files.words, message.refused_files)) if is_open else (),
            by_mail=message.door == ThreadMessage.Door.MAIL,
            is_erased=message.erased_at is not None,
            is_hidden=not is_whole,
        )

    def _without_names(self, body: str) -> str:
        text = privacy_check.mask(body, self.other)
        for name in self.hidden:
            text = text.replace(name, MASK)
        return text

    def step(self, step: AppointmentStep) -> Entry:
        """A step of the meeting."""
        return Entry(
            at=step.created_at,
            side=step.side,
            is_own=bool(step.side) and step.side == self.side,
            who=self._who(step.side, step.by) if step.side else str(_("事務局")),
            anchor=f"step-{step.pk}",
            step=step,
        )


def file_for(user: Any, key: str) -> ThreadFile | None:
    """The file ``key`` if ``user`` may have it now."""
    found = (
        ThreadFile.objects.filter(key=key)
        .select_related(
            "message__introduction__proposal__company", "message__introduction__proposal__provider"
        )
        .first()
    )
    if found is None:
        return None
    introduction = found.message.introduction
    if not permissions.can_read_thread(user, introduction):
        return None
    own = found.message.side == permissions.side_of(user, introduction)
    return found if own or permissions.sees_names_in_thread(user, introduction) else None


def kept_aside() -> QuerySet[InboundMail]:
    """Mails that wait for a coordinator, the oldest first."""
    return (
        InboundMail.objects.filter(state=InboundMail.State.KEPT)
        .select_related("introduction__proposal__seed", "user")
        .order_by("received_at", "pk")
    )
