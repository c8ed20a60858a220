"""Calendar files (RFC 5545, 5546, 6047).

The UID of a session is for life and ``sequence`` is stored; each file that is
mailed names only its own recipient; METHOD in the file equals METHOD in the
MIME type. Nothing personal or secret stands in an entry: people share them.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from email.utils import parseaddr
from functools import cache
from zoneinfo import ZoneInfo

import icalendar
from django.conf import settings
from django.utils import translation

from portal.delivery.attachments import Attachment

from ..models import Attendee, Session
from .titles import session_title

TOKYO = ZoneInfo("Asia/Tokyo")
PUBLIC_STATUS = {"cancelled": "CANCELLED", "postponed": "CANCELLED"}
"""A postponed session no longer takes place when its entry says."""
PRODUCT = "-//SECUNITY Portal//Events//JA"


def request(*, attendee: Attendee, session: Session, url: str, language: str) -> Attachment:
    """METHOD:REQUEST for one person: a confirmed place, or a changed time or place."""
    entry = _entry(session, url, language)
    entry.add("status", "CONFIRMED")
    _invite(entry, attendee, accepted=True)
    return _attachment("REQUEST", [entry])


def cancellation(*, attendee: Attendee, session: Session, url: str, language: str) -> Attachment:
    """METHOD:CANCEL for one person; raise ``session.sequence`` before."""
    entry = _entry(session, url, language)
    entry.add("status", "CANCELLED")
    _invite(entry, attendee, accepted=False)
    return _attachment("CANCEL", [entry])


def published(*, sessions: Iterable[tuple[Session, str]], language: str, name: str = "") -> bytes:
    """METHOD:PUBLISH: public sessions with their page addresses, for download and feeds.

    ``name`` is what a calendar that subscribes is called.
    """
    entries = []
    for session, url in sessions:
        entry = _entry(session, url, language)
        entry.add("status", PUBLIC_STATUS.get(session.state, "CONFIRMED"))
        entries.append(entry)
    return _calendar("PUBLISH", entries, name)


def personal(*, sessions: Iterable[tuple[Session, str, bool]], language: str, name: str) -> bytes:
    """METHOD:PUBLISH: one person's sessions, each with an address and whether it is certain."""
    entries = []
    for session, url, is_certain in sessions:
        entry = _entry(session, url, language)
        certain = "CONFIRMED" if is_certain else "TENTATIVE"
        entry.add("status", PUBLIC_STATUS.get(session.state, certain))
        entries.append(entry)
    return _calendar("PUBLISH", entries, name)


def _entry(session: Session, url: str, language: str) -> icalendar.Event:
    entry = icalendar.Event()
    entry.add("uid", session.calendar_uid)
    entry.add("sequence", session.sequence)
    entry.add("dtstamp", datetime.now(tz=UTC))
    entry.add("dtstart", session.starts_at.astimezone(TOKYO))
    entry.add("dtend", session.ends_at.astimezone(TOKYO))
    entry.add("created", session.created_at.astimezone(UTC))
    entry.add("last-modified", session.updated_at.astimezone(UTC))
    with translation.override(language):
        entry.add("summary", session_title(session))
        place = [session.venue, session.address] if session.has_place else []
        if session.has_online:
            place.append(session.online_tool or translation.gettext("オンライン"))
        entry.add("location", " ".join(filter(None, place)))
        entry.add(
            "description",
            translation.gettext("詳しい案内と申込内容の確認: %(url)s") % {"url": url},
        )
    entry.add("url", url)
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    organizer = icalendar.vCalAddress(f"mailto:{address}")
    organizer.params["CN"] = name or address
    entry["organizer"] = organizer
    return entry


def _invite(entry: icalendar.Event, attendee: Attendee, *, accepted: bool) -> None:
    person = icalendar.vCalAddress(f"mailto:{attendee.email}")
    person.params["CN"] = attendee.full_name
    person.params["ROLE"] = "REQ-PARTICIPANT"
    person.params["PARTSTAT"] = "ACCEPTED" if accepted else "NEEDS-ACTION"
    person.params["RSVP"] = "FALSE"
    entry.add("attendee", person, encode=False)


def _calendar(method: str, entries: list[icalendar.Event], name: str = "") -> bytes:
    calendar = icalendar.Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    if name:
        # RFC 7986, and the name that calendars understood before it.
        calendar.add("name", name)
        calendar.add("x-wr-calname", name)
        calendar.add("refresh-interval", timedelta(hours=4), parameters={"VALUE": "DURATION"})
    calendar.add_component(_tokyo())
    for entry in entries:
        calendar.add_component(entry)
    return bytes(calendar.to_ical())


@cache
def _tokyo() -> icalendar.Timezone:
    """The description of Asia/Tokyo; icalendar searches 70 years for it, which takes 50 ms."""
    return icalendar.Timezone.from_tzid(TOKYO.key)


def _attachment(method: str, entries: list[icalendar.Event]) -> Attachment:
    return Attachment(
        filename="invite.ics",
        content_type=f"text/calendar; method={method}; charset=utf-8",
        content=_calendar(method, entries),
    )
