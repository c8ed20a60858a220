"""進行: a session changes its state, moves to another day, is taken as a pattern.

Each is one transaction with its audit entry and the mails of ``sessions``.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.privacy import services as privacy

from ..enums import ACTIVE_STATES, SESSION_TRANSITIONS, SessionState
from ..models import ParticipationType, Session
from . import questions, sessions


class RunningRefused(Exception):
    """The step is not possible; ``message`` says why and what to do."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def change_state(*, session: Session, state: str, actor: Any, reason: str) -> Session:
    """Take ``session`` to ``state``; calling it off or putting it off tells who holds a place.

    Raises:
        RunningRefused: the table of transitions has no such step.
    """
    with transaction.atomic():
        current = _locked(session)
        earlier = _locked(session)
        before = earlier.state
        if state == before:
            return current
        if state not in SESSION_TRANSITIONS[before]:
            raise RunningRefused(
                _(
                    "「%(before)s」から「%(after)s」へは変えられません。画面を読み込み直してください。"
                )
                % {"before": SessionState(before).label, "after": SessionState(state).label}
            )
        if state == SessionState.DRAFT and _has_people(current):
            raise RunningRefused(
                _("申込のある回は準備中に戻せません。中止または延期にして知らせてください。")
            )
        if state == SessionState.HELD and current.starts_at > timezone.now():
            raise RunningRefused(_("まだ始まっていない回は「開催済み」にできません。"))
        current.state = state
        current.save(update_fields=["state", "updated_at"])
        privacy.record(
            action="session.state",
            target=f"session:{current.pk}",
            actor=actor,
            reason=reason,
            detail={"before": str(before), "after": str(state)},
        )
        sessions.announce(session=current, before=earlier, changed=("state",), actor=actor)
    return current


def move(
    *, session: Session, starts_at: datetime, ends_at: datetime, actor: Any, reason: str
) -> int:
    """Give ``session`` other times and tell everyone who holds a place; how many companies.

    Raises:
        RunningRefused: the end is not after the start, people are in it and the day is past,
            or the session is over or off.
    """
    with transaction.atomic():
        current = _locked(session)
        if current.state in (SessionState.CANCELLED, SessionState.HELD):
            raise RunningRefused(_("中止した回と開催済みの回の日時は変えられません。"))
        if ends_at <= starts_at:
            raise RunningRefused(_("終了日時は開始日時より後にしてください。"))
        if _has_people(current) and starts_at < timezone.now():
            raise RunningRefused(
                _("申込のある回を過去の日時へは移せません。日時を見直してください。")
            )
        if current.closes_at and current.opens_at and starts_at <= current.opens_at:
            raise RunningRefused(
                _("開始が受付開始より前になります。先に受付の期間を直してください。")
            )
        earlier = _locked(session)
        before = current.starts_at
        if (before, current.ends_at) == (starts_at, ends_at):
            return 0
        current.starts_at, current.ends_at = starts_at, ends_at
        current.save(update_fields=["starts_at", "ends_at", "updated_at"])
        privacy.record(
            action="session.moved",
            target=f"session:{current.pk}",
            actor=actor,
            reason=reason,
            detail={"before": before.isoformat(), "after": starts_at.isoformat()},
        )
        return sessions.announce(
            session=current, before=earlier, changed=("starts_at", "ends_at"), actor=actor
        )


def copy(*, session: Session, starts_at: datetime, actor: Any) -> Session:
    """A new session in preparation with the same place and participation types, nobody in it.

    Dates of opening, closing and results keep their distance to the start.
    """
    shift = starts_at - session.starts_at
    with transaction.atomic():
        new = Session.objects.get(pk=session.pk)
        new.pk, new._state.adding = None, True
        new.calendar_uid, new.sequence, new.state = None, 0, SessionState.DRAFT
        new.join_url, new.record_ja, new.record_en = "", "", ""
        new.starts_at, new.ends_at = starts_at, session.ends_at + shift
        new.opens_at = _shifted(session.opens_at, shift)
        new.closes_at = _shifted(session.closes_at, shift)
        new.save(force_insert=True)
        _copy_types(session, new, shift)
        privacy.record(
            action="session.copied",
            target=f"session:{new.pk}",
            actor=actor,
            detail={"from": session.pk},
        )
    return new


def _copy_types(session: Session, new: Session, shift: timedelta) -> None:
    copies: dict[int, ParticipationType] = {}
    kinds = list(session.participation_types.all())
    for kind in kinds:
        twin = ParticipationType.objects.get(pk=kind.pk)
        twin.pk, twin._state.adding = None, True
        twin.session, twin.taken, twin.fallback = new, 0, None
        twin.closes_at = _shifted(kind.closes_at, shift)
        twin.results_at = _shifted(kind.results_at, shift)
        twin.save(force_insert=True)
        twin.eligible_sectors.set(kind.eligible_sectors.all())
        twin.eligible_prefectures.set(kind.eligible_prefectures.all())
        questions.copy(source=kind, target=twin)
        copies[kind.pk] = twin
    for kind in kinds:
        if kind.fallback_id in copies:
            copies[kind.pk].fallback = copies[kind.fallback_id]
            copies[kind.pk].save(update_fields=["fallback"])


def _shifted(moment: datetime | None, shift: timedelta) -> datetime | None:
    return moment + shift if moment else None


def _has_people(session: Session) -> bool:
    return session.registrations.filter(state__in=ACTIVE_STATES).exists()


def _locked(session: Session) -> Session:
    found = Session.objects.select_for_update(of=("self",)).select_related("event")
    return found.get(pk=session.pk)
