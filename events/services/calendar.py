"""Sessions as calendar entries.

The UID of a session is for life and ``sequence`` is stored; each file that is
mailed names only its own recipient. Nothing personal or secret stands in an
entry: people share them.
"""

from collections.abc import Iterable
from datetime import UTC

import icalendar
from django.utils import translation

from portal.delivery import calendar
from portal.delivery.attachments import Attachment

from ..models import Attendee, Session
from .titles import session_title

PUBLIC_STATUS = {"cancelled": "CANCELLED", "postponed": "CANCELLED"}
"""A postponed session no longer takes place when its entry says."""


def request(*, attendee: Attendee, session: Session, url: str, language: str) -> Attachment:
    """METHOD:REQUEST for one person: a confirmed place, or a changed time or place."""
    entry = _entry(session, url, language, "CONFIRMED")
    return calendar.invitation(
        "REQUEST", entry, address=attendee.email, name=attendee.full_name, accepted=True
    )


def cancellation(*, attendee: Attendee, session: Session, url: str, language: str) -> Attachment:
    """METHOD:CANCEL for one person; raise ``session.sequence`` before."""
    entry = _entry(session, url, language, "CANCELLED")
    return calendar.invitation("CANCEL", entry, address=attendee.email, name=attendee.full_name)


def published(*, sessions: Iterable[tuple[Session, str]], language: str, name: str = "") -> bytes:
    """METHOD:PUBLISH: public sessions with their page addresses, for download and feeds.

    ``name`` is what a calendar that subscribes is called.
    """
    certain = [(session, url, True) for session, url in sessions]
    return personal(sessions=certain, language=language, name=name)


def personal(*, sessions: Iterable[tuple[Session, str, bool]], language: str, name: str) -> bytes:
    """METHOD:PUBLISH: one person's sessions, each with an address and whether it is certain."""
    entries = [
        _entry(
            session,
            url,
            language,
            PUBLIC_STATUS.get(session.state, "CONFIRMED" if is_certain else "TENTATIVE"),
        )
        for session, url, is_certain in sessions
    ]
    return calendar.published(entries, name=name)


def _entry(session: Session, url: str, language: str, status: str) -> icalendar.Event:
    with translation.override(language):
        place = [session.venue, session.address] if session.has_place else []
        if session.has_online:
            place.append(session.online_tool or translation.gettext("オンライン"))
        entry = calendar.entry(
            uid=str(session.calendar_uid),
            sequence=session.sequence,
            starts_at=session.starts_at,
            ends_at=session.ends_at,
            status=status,
            summary=session_title(session),
            location=" ".join(filter(None, place)),
            description=translation.gettext("詳しい案内と申込内容の確認: %(url)s") % {"url": url},
            url=url,
        )
    entry.add("created", session.created_at.astimezone(UTC))
    entry.add("last-modified", session.updated_at.astimezone(UTC))
    return entry
